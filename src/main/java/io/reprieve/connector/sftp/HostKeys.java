package io.reprieve.connector.sftp;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * The host keys of a file, in which a key that is marked {@code @revoked} is refused whatever host
 * its line names: JSch looks for that host by its letters, and passes over lines with wildcards.
 * For the thread that connects.
 */
final class HostKeys implements HostKeyRepository {
    private static final String REVOKED = "@revoked";

    private final HostKeyRepository file;

    HostKeys(HostKeyRepository file) {
        this.file = file;
    }

    /** Known, if revoked: only of known keys JSch asks for their marks. */
    @Override
    public int check(String host, byte[] key) {
        String text = Base64.getEncoder().encodeToString(key);
        boolean isRevoked = revoked().anyMatch(line -> line.getKey().equals(text));
        return isRevoked ? OK : file.check(host, key);
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        return Stream.concat(Stream.of(file.getHostKey(host, type)), revoked())
                .toArray(HostKey[]::new);
    }

    @Override
    public HostKey[] getHostKey() {
        return file.getHostKey();
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return file.getKnownHostsRepositoryID();
    }

    @Override
    public void add(HostKey key, UserInfo user) {
        file.add(key, user);
    }

    @Override
    public void remove(String host, String type) {
        file.remove(host, type);
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        file.remove(host, type, key);
    }

    private Stream<HostKey> revoked() {
        return Stream.of(file.getHostKey()).filter(line -> REVOKED.equals(line.getMarker()));
    }
}
