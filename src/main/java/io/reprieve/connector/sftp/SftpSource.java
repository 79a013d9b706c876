package io.reprieve.connector.sftp;

import io.reprieve.files.AtomicFile;
import io.reprieve.files.PrivateFiles;
import io.reprieve.importing.FileHash;
import io.reprieve.importing.ImportSteps;
import io.reprieve.importing.InboxFiles;
import io.reprieve.importing.ListImport;
import io.reprieve.ledger.Jobs;
import io.reprieve.list.ListSubmission;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.file.GenericFile;

/** Brings lists from servers to the local disk, and describes them. Thread-safe. */
public final class SftpSource {
    /** Exchange property: name of the server that a list is fetched from. */
    public static final String SERVER = "reprieveSftpServer";

    /** Exchange property: the connection that a file is fetched by. */
    static final String OPERATIONS = "reprieveSftpOperations";

    private static final String LEFT = "direct:sftp-left";

    private static final String FILE = "CamelFileExchangeFile";

    private final Settings settings;
    private final List<SftpServer> servers;
    private final Map<String, SftpSourceBeans> sources;
    private final Jobs jobs;
    private final Clock clock;

    SftpSource(Settings settings, Map<String, SftpSourceBeans> sources, Jobs jobs, Clock clock) {
        this.settings = settings;
        this.servers = SftpServers.read(settings.values());
        this.sources = Map.copyOf(sources);
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Copies a file to the local disk while it is read, and describes the copy.
     *
     * @throws IOException in words, when it did not come whole or the disk does not take it
     */
    public ListSubmission fetch(Exchange exchange, @ExchangeProperty(SERVER) String name)
            throws IOException {
        SftpSourceBeans source = sources.get(name);
        GenericFile<?> file = exchange.getProperty(FILE, GenericFile.class);
        RemoteFacts facts = RemoteFacts.of(file);
        Path copy = incoming(source.server).resolve(file.getFileNameOnly());
        String sha256 = copy((InputStream) file.getBody(), copy, source, facts);
        // What a crash leaves is known again by it.
        Files.setLastModifiedTime(copy, FileTime.fromMillis(facts.modified()));
        SftpFileOperations line = exchange.getProperty(OPERATIONS, SftpFileOperations.class);
        // Some servers remove what was read: then this copy, which is whole, is the only one.
        if (line.compare(file.getAbsoluteFilePath(), facts) == SftpFileOperations.Now.CHANGED) {
            AtomicFile.delete(copy);
            throw stillWritten(source, file.getFileNameOnly());
        }
        return list(source, copy, facts, sha256);
    }

    private ListSubmission list(
            SftpSourceBeans source, Path copy, RemoteFacts facts, String sha256) {
        String name = copy.getFileName().toString();
        return new ListSubmission(
                copy,
                source.name() + "/" + RemoteNameRules.shown(name),
                source.server.account(),
                source.origin(name, facts, sha256),
                source.name(),
                receiver(source.server),
                clock.instant(),
                settings.dryRun());
    }

    /**
     * Takes copies that an earlier run or a failure left, and whose files are at the server no
     * more: they are the only ones. A list that became a job before becomes none again.
     *
     * @param source after a poll that has seen all that lies at its server
     */
    void takeLeft(SftpSourceBeans source, CamelContext context) throws IOException {
        List<Path> left;
        try (Stream<Path> copies = Files.list(incoming(source.server))) {
            left = copies.filter(copy -> !source.isListed(copy.getFileName().toString())).toList();
        }
        for (Path copy : left) {
            RemoteFacts facts =
                    new RemoteFacts(Files.size(copy), Files.getLastModifiedTime(copy).toMillis());
            ListSubmission list = list(source, copy, facts, FileHash.sha256(copy));
            try (ProducerTemplate template = context.createProducerTemplate()) {
                template.send(LEFT, exchange -> exchange.getIn().setBody(list));
            }
        }
    }

    /** The same as {@link #keep}, as a step of a route. */
    public void keepCopy(Exchange exchange) throws IOException {
        keep(exchange);
    }

    /**
     * Puts the copy of a list that was dealt with to where it is kept, unless an earlier copy of it
     * is kept there already.
     *
     * @throws IOException when the disk does not take it
     */
    static void keep(Exchange exchange) throws IOException {
        ListSubmission list = exchange.getProperty(ListImport.FILE, ListSubmission.class);
        ListImport open = exchange.getProperty(ImportSteps.LIST, ListImport.class);
        Path target = Path.of(exchange.getProperty(InboxFiles.MOVE_TO, String.class));
        Path earlier = target.resolveSibling(list.path().getFileName());
        boolean isKeptAlready =
                open != null
                        && open.before() != null
                        && Files.exists(earlier)
                        && Files.mismatch(earlier, list.path()) == -1;
        if (isKeptAlready) {
            Files.delete(list.path());
            return;
        }
        PrivateFiles.move(list.path(), target);
        // The file at the server is about to go; a power cut must not take this one too.
        PrivateFiles.syncFolder(target.getParent());
    }

    /**
     * Makes the folders for copies ready, and throws away copies that a crash has cut: what was not
     * read whole lies at the server.
     */
    void prepare() throws IOException {
        for (SftpSourceBeans source : sources.values()) {
            Path folder = incoming(source.server);
            PrivateFiles.makeFolder(folder);
            AtomicFile.sweep(folder, name -> true);
            source.claims.identify(folder.resolveSibling(source.server.name() + ".claimant"));
        }
    }

    /**
     * Whether something of a list is here while its file may lie at the server: a copy, or the job
     * that it became.
     */
    boolean isHere(String server, String name) {
        SftpSourceBeans source = sources.get(server);
        return Files.exists(incoming(source.server).resolve(name))
                || jobs.origins(source.name()).stream()
                        .anyMatch(origin -> source.nameOf(origin).filter(name::equals).isPresent());
    }

    private Path incoming(SftpServer server) {
        return settings.dataDir()
                .toAbsolutePath()
                .resolve("incoming")
                .resolve("sftp")
                .resolve(server.name());
    }

    /** The server that gets the results, if any does. */
    private String receiver(SftpServer from) {
        return servers.stream()
                .filter(server -> server.name().equals(from.deliverTo()))
                .filter(server -> server.deliver().isPresent())
                .map(SftpServer::name)
                .findFirst()
                .orElse(null);
    }

    private static String copy(InputStream from, Path to, SftpSourceBeans source, RemoteFacts facts)
            throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = from;
                AtomicFile file = AtomicFile.create(to)) {
            long bytes = 0;
            byte[] buffer = new byte[1 << 16];
            for (int read = read(in, buffer, source);
                    read >= 0 && bytes <= facts.size();
                    read = read(in, buffer, source)) {
                digest.update(buffer, 0, read);
                file.out().write(buffer, 0, read);
                bytes += read;
            }
            if (bytes != facts.size()) {
                throw stillWritten(source, to.getFileName().toString());
            }
            file.commit();
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static int read(InputStream in, byte[] buffer, SftpSourceBeans source)
            throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            boolean cut = source.line.wasCut();
            throw new IOException(
                    cut
                            ? SftpErrorMessages.tooLong(source.server)
                            : SftpErrorMessages.of(e, source.server),
                    e);
        }
    }

    private static IOException stillWritten(SftpSourceBeans source, String name) {
        return new IOException(
                source.name()
                        + "/"
                        + RemoteNameRules.shown(name)
                        + " was still being written; it is fetched again once it is whole");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
