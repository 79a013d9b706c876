package io.reprieve.connector.sftp;

import io.reprieve.scenario.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpErrorStatusDataHandler;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemEnvironment;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** Somebody who puts lists on an SFTP server of his own: a real one, in this process. */
final class Partner implements AutoCloseable {
    static final String USER = "partner";
    static final String PASSWORD = "s3cret-of-the-partner";

    /** What the server is about to do, or has done without a word to the other side yet. */
    enum Step {
        CLAIMED,
        READING,
        MOVING,
        MOVED,
        UNCLAIMED
    }

    /** What real servers do that others do not. */
    enum Oddity {
        /** Windows: permissions without the bits that tell a file from a folder. */
        NO_FILE_TYPE,
        /** OpenSSH with {@code MaxSessions 1}, ProFTPD with {@code SFTPMaxChannels 1}. */
        ONE_CHANNEL,
        /** ProFTPD with that setting: who asks for another is cut off. */
        ENDS_SECOND_CHANNEL,
        NO_LSTAT,
        /** Another time for one file than in the listing. */
        OTHER_TIME_IN_LSTAT,
        /** A file is gone once it was read to its end. */
        REMOVES_WHAT_WAS_READ
    }

    /** What real servers do not permit. */
    enum Forbidden {
        RENAMING,
        OVERWRITING,
        WRITING
    }

    private static final AttributeRepository.AttributeKey<Boolean> OPENED =
            new AttributeRepository.AttributeKey<>();

    private record Planned(Step step, AtomicInteger left, Runnable what) {}

    private final Path home;
    private final Path files;
    private volatile Planned planned;
    private volatile Oddity oddity;
    private volatile String writingFails;
    private volatile Set<Forbidden> forbidden = Set.of();
    private final AtomicInteger logins = new AtomicInteger();
    private final Map<String, String> shownAs = new LinkedHashMap<>();
    private volatile CountDownLatch listingHangs = new CountDownLatch(0);
    private volatile CountDownLatch readingHangs = new CountDownLatch(0);
    private volatile Runnable whileReading = () -> {};
    private volatile String password = PASSWORD;
    private volatile PublicKey acceptedKey;
    private KeyPair hostKey = newKey();
    private SshServer server;
    private int port;

    private Partner(Path home) throws IOException {
        this.home = home;
        this.files = Files.createDirectories(home.resolve("files"));
    }

    /** A server that runs, with an empty folder {@code in}. */
    static Partner start(Path home) throws IOException {
        Partner partner = new Partner(home);
        Files.createDirectories(partner.in());
        partner.start();
        partner.writeKnownHosts();
        return partner;
    }

    /** From the next connection on the server has that peculiarity. */
    void be(Oddity odd) {
        oddity = odd;
        if (odd == Oddity.ONE_CHANNEL) {
            CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, 1);
        }
        if (odd == Oddity.ENDS_SECOND_CHANNEL) {
            server.addChannelListener(new Strict());
        }
    }

    /** From now on whoever writes is answered so. */
    void failWriting(String why) {
        writingFails = why;
    }

    /** From now on the user may not do that. */
    void forbid(Forbidden... what) {
        forbidden = Set.of(what);
    }

    /** Starts it again, on the port that it had. */
    void start() throws IOException {
        server = SshServer.setUpDefaultServer();
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        server.setHost("127.0.0.1");
        server.setPort(port);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPasswordAuthenticator(
                (user, given, session) -> {
                    logins.incrementAndGet();
                    return user.equals(USER) && given.equals(password);
                });
        server.setPublickeyAuthenticator((user, key, session) -> key.equals(acceptedKey));
        server.setFileSystemFactory(new VirtualFileSystemFactory(files.toAbsolutePath()));
        SftpSubsystemFactory sftp = new Subsystems();
        sftp.addSftpEventListener(new Hooks());
        sftp.setErrorStatusDataHandler(new Frank());
        server.setSubsystemFactories(List.of(sftp));
        server.start();
        port = server.getPort();
    }

    void stop() throws IOException {
        listingHangs.countDown();
        readingHangs.countDown();
        server.stop(true);
    }

    /** Settings for a door of that name to this server: key, value, key, value … */
    String[] settings(String name, String... more) {
        String prefix = "reprieve.intake.sftp." + name + ".";
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("host", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("user", USER);
        settings.put("password", PASSWORD);
        settings.put("known-hosts", knownHosts().toString());
        settings.put("dir", "in");
        settings.put("delay", "100ms");
        settings.put("min-age", "0s");
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        settings.values().removeIf(String::isEmpty);
        return settings.entrySet().stream()
                .flatMap(one -> Stream.of(prefix + one.getKey(), one.getValue()))
                .toArray(String[]::new);
    }

    int port() {
        return port;
    }

    Path files() {
        return files;
    }

    Path in() {
        return files.resolve("in");
    }

    Path done() {
        return in().resolve("done");
    }

    Path knownHosts() {
        return home.resolve("known_hosts");
    }

    /** The server is set up anew: its host key is another one after the next start. */
    void changeHostKey() {
        hostKey = newKey();
    }

    void writeKnownHosts() throws IOException {
        Files.writeString(
                knownHosts(),
                "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n");
    }

    void changePassword(String fresh) {
        password = fresh;
    }

    void accept(PublicKey key) {
        acceptedKey = key;
    }

    int logins() {
        return logins.get();
    }

    /** From now on a file is listed under another name, whatever the file system says. */
    void show(String name, String as) {
        shownAs.put(name, as);
    }

    /** Listings wait until the latch is open. */
    CountDownLatch hangInListings() {
        listingHangs = new CountDownLatch(1);
        return listingHangs;
    }

    /** Reading and removing of files wait until the latch is open. */
    CountDownLatch hangInReading() {
        readingHangs = new CountDownLatch(1);
        return readingHangs;
    }

    /** Happens once, after the first block of a file was read. */
    void whileReading(Runnable once) {
        whileReading = once;
    }

    /** Happens once, the nth time that the server comes to that step; what it was at fails then. */
    void at(Step step, int nth, Runnable what) {
        planned = new Planned(step, new AtomicInteger(nth), what);
    }

    /** Puts a list into the folder at once. */
    void put(String name, List<String> ids) {
        put(name, Ids.csv(ids));
    }

    void put(String name, String text) {
        try {
            Path aside = Files.createTempFile(home, "aside", ".list");
            Files.writeString(aside, text);
            Files.move(aside, in().resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void setAge(String name, Instant modified) throws IOException {
        Files.setLastModifiedTime(in().resolve(name), FileTime.from(modified));
    }

    /** Names of the files in a folder, sorted; no folders. */
    static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
    }

    static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static boolean isClaim(Path path) {
        Path folder = path.getParent();
        return folder != null && folder.endsWith(".reprieve");
    }

    private void reach(Step step) throws IOException {
        Planned next = planned;
        if (next != null && next.step() == step && next.left().decrementAndGet() == 0) {
            next.what().run();
            throw new IOException("the server is disturbed while " + step);
        }
    }

    private final class Hooks implements SftpEventListener {
        @Override
        public void moving(
                ServerSession session, Path from, Path to, Collection<CopyOption> options)
                throws IOException {
            if (forbidden.contains(Forbidden.RENAMING)) {
                throw new AccessDeniedException(from.getFileName().toString());
            }
            reach(Step.MOVING);
        }

        @Override
        public void moved(
                ServerSession session,
                Path from,
                Path to,
                Collection<CopyOption> options,
                Throwable thrown)
                throws IOException {
            if (thrown == null) {
                reach(Step.MOVED);
            }
        }

        @Override
        public void opening(ServerSession session, String remoteHandle, Handle handle)
                throws IOException {
            boolean writes =
                    handle instanceof FileHandle file
                            && file.getOpenOptions().contains(StandardOpenOption.WRITE);
            boolean overwrites = writes && Files.exists(handle.getFile());
            if ((writes && forbidden.contains(Forbidden.WRITING))
                    || (overwrites && forbidden.contains(Forbidden.OVERWRITING))) {
                throw new AccessDeniedException(handle.getFile().getFileName().toString());
            }
        }

        @Override
        public void writing(
                ServerSession session,
                String handle,
                FileHandle file,
                long offset,
                byte[] data,
                int dataOffset,
                int length)
                throws IOException {
            if (writingFails != null) {
                throw new IOException(writingFails);
            }
        }

        @Override
        public void creating(ServerSession session, Path path, Map<String, ?> attributes)
                throws IOException {
            if (forbidden.contains(Forbidden.WRITING)) {
                throw new AccessDeniedException(path.getFileName().toString());
            }
        }

        @Override
        public void removing(ServerSession session, Path path, boolean isDirectory)
                throws IOException {
            await(readingHangs);
        }

        @Override
        public void removed(ServerSession session, Path path, boolean isDirectory, Throwable thrown)
                throws IOException {
            if (isClaim(path)) {
                reach(Step.UNCLAIMED);
            }
        }

        @Override
        public void readingEntries(ServerSession session, String handle, DirectoryHandle folder)
                throws IOException {
            await(listingHangs);
        }

        @Override
        public void closed(
                ServerSession session, String remoteHandle, Handle handle, Throwable thrown)
                throws IOException {
            if (oddity == Oddity.REMOVES_WHAT_WAS_READ && handle instanceof FileHandle) {
                Files.deleteIfExists(handle.getFile());
            }
            if (isClaim(handle.getFile())) {
                reach(Step.CLAIMED);
            }
        }

        @Override
        public void reading(
                ServerSession session,
                String handle,
                FileHandle file,
                long offset,
                byte[] data,
                int dataOffset,
                int length)
                throws IOException {
            await(readingHangs);
            reach(Step.READING);
            if (offset > 0) {
                Runnable once = whileReading;
                whileReading = () -> {};
                once.run();
            }
        }
    }

    /** Ends a session that opens a second channel. */
    private static final class Strict implements ChannelListener {
        @Override
        public void channelInitialized(Channel channel) {
            Session session = channel.getSession();
            if (session.getAttribute(OPENED) == null) {
                session.setAttribute(OPENED, true);
                return;
            }
            try {
                session.disconnect(
                        SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "one channel is enough");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Says what went wrong, as other servers do. */
    private static final class Frank implements SftpErrorStatusDataHandler {
        @Override
        public String resolveErrorMessage(
                SftpSubsystemEnvironment environment,
                int id,
                Throwable failure,
                int status,
                int command,
                Object... arguments) {
            return failure.getMessage();
        }
    }

    private final class Subsystems extends SftpSubsystemFactory {
        @Override
        public Command createSubsystem(ChannelSession channel) throws IOException {
            SftpSubsystem subsystem =
                    new SftpSubsystem(channel, this) {
                        @Override
                        protected Map<String, Object> doLStat(int id, String path, int flags)
                                throws IOException {
                            if (oddity == Oddity.NO_LSTAT) {
                                throw new UnsupportedOperationException("LSTAT");
                            }
                            Map<String, Object> found = super.doLStat(id, path, flags);
                            if (oddity == Oddity.OTHER_TIME_IN_LSTAT) {
                                found.put("lastModifiedTime", FileTime.fromMillis(0));
                            }
                            return found;
                        }

                        @Override
                        protected NavigableMap<String, Object> getAttributes(
                                Path file, int flags, LinkOption... options) throws IOException {
                            NavigableMap<String, Object> found =
                                    super.getAttributes(file, flags, options);
                            if (oddity == Oddity.NO_FILE_TYPE) {
                                found.put("isRegularFile", false);
                            }
                            return found;
                        }

                        @Override
                        protected String getShortName(Path file) throws IOException {
                            String name = super.getShortName(file);
                            return shownAs.getOrDefault(name, name);
                        }
                    };
            getRegisteredListeners().forEach(subsystem::addSftpEventListener);
            return subsystem;
        }
    }
}
