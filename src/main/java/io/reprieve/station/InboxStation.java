package io.reprieve.station;

import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for dropped files: says what a file is, and where it goes once its list is accepted or
 * refused. Thread-safe.
 */
public final class InboxStation implements GenericFileFilter<File> {
    /** Exchange property: where the file goes. */
    public static final String MOVE_TO = "reprieveMoveTo";

    /** Name of this door. */
    static final String DOOR = "files";

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.accept");

    /** So many files are told of that cannot be lists. */
    private static final int MOST_TOLD = 1000;

    private final Settings settings;
    private final Clock clock;
    private final Set<Path> ignored = new HashSet<>();
    private boolean taken;

    /** A door with these settings. */
    public InboxStation(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Lets folders and ordinary files in. A pipe would keep the door waiting for ever, and a link
     * could have any file of this machine read as a list.
     */
    @Override
    public boolean accept(GenericFile<File> file) {
        Path path = file.getFile().toPath();
        boolean isLink = Files.isSymbolicLink(path);
        boolean isOrdinary = Files.isDirectory(path) || Files.isRegularFile(path);
        if (isLink || !isOrdinary) {
            tellOnce(path, "it is no ordinary file; copy the list itself into the inbox");
            return false;
        }
        return true;
    }

    private synchronized void tellOnce(Path path, String why) {
        if (ignored.size() < MOST_TOLD && ignored.add(path)) {
            LOG.warn("ignored {}: {}", Masked.of(source(path)), why);
        }
    }

    /**
     * Describes a file that seems to be complete.
     *
     * @throws IOException when it is gone meanwhile
     */
    public ListFile describe(Exchange exchange) throws IOException {
        synchronized (this) {
            taken = true;
        }
        Path path = Path.of(exchange.getIn().getBody(GenericFile.class).getAbsoluteFilePath());
        Path inbox = settings.files().dir().toAbsolutePath().normalize();
        Path below = inbox.relativize(path.normalize());
        String account = below.getNameCount() > 1 ? below.getName(0).toString() : Account.DEFAULT;
        FileFacts facts = FileFacts.of(path);
        String origin = facts.size() + "|" + facts.modified() + "|" + facts.key() + "|" + path;
        return new ListFile(
                path,
                source(path),
                account,
                origin,
                DOOR,
                null,
                clock.instant(),
                settings.dryRun());
    }

    /** A file of the inbox, which may still be written. */
    Arrival arrival(Path path, Schedule schedule) throws IOException {
        return Arrival.of(path, settings.files().minAge(), clock.instant(), schedule);
    }

    /** Where the file lay that an origin names; see {@link ListFile#origin()}. */
    static Path pathOf(String origin) {
        return Path.of(origin.split("\\|", 4)[3]);
    }

    /**
     * Whether the inbox has become empty after something was taken: then an unfilled call need not
     * wait for more. True once for each time.
     */
    public synchronized boolean hasRunEmpty() {
        boolean empty = taken;
        taken = false;
        return empty;
    }

    /** Where a list goes that was accepted: {@code done/DATE/}, under a name that is free there. */
    public Path done(String name, String job) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Path folder = settings.dataDir().resolve("done").resolve(today.toString());
        return free(folder, name, job);
    }

    /** Where a list goes that could not be read: {@code rejected/}, under a name that is free. */
    public Path rejected(String name) {
        long stamp = clock.millis();
        return free(settings.dataDir().resolve("rejected"), name, Long.toString(stamp));
    }

    private static Path free(Path folder, String name, String mark) {
        Path wanted = folder.toAbsolutePath().resolve(name);
        boolean taken = Files.exists(wanted) || Files.exists(reason(wanted));
        return taken ? wanted.resolveSibling(shortened(mark + "-" + name)) : wanted;
    }

    /** The file beside a rejected list that says why. */
    static Path reason(Path list) {
        return list.resolveSibling(shortened(list.getFileName().toString()) + ".reason.txt");
    }

    /** File systems end names at 255 bytes; a mark or an ending must still fit. */
    private static String shortened(String name) {
        String cut = name;
        while (cut.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > 240) {
            cut = cut.substring(0, cut.length() - 1);
        }
        return cut;
    }

    private String source(Path path) {
        Path data = settings.dataDir().toAbsolutePath().normalize();
        Path shown = path.startsWith(data) ? data.relativize(path) : path;
        return "file:" + shown.toString().replace('\\', '/');
    }
}
