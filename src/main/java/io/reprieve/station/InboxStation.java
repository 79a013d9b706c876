package io.reprieve.station;

import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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

    /** A file that changed so lately is not worth reading yet. */
    private static final Duration QUIET = Duration.ofMillis(100);

    /** So many files are told of that cannot be lists. */
    private static final int MOST_TOLD = 1000;

    private final Settings settings;
    private final Clock clock;
    private final Set<Path> ignored = new HashSet<>();
    private boolean taken;

    /** The file that was begun last, until one is taken. */
    private Path begun;

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
        return new ListFile(
                path,
                source(path),
                account,
                origin(path, FileFacts.of(path)),
                DOOR,
                null,
                clock.instant(),
                settings.dryRun());
    }

    /** How old a file must be before it is read; accept believes it once it is old enough. */
    public static Duration readableAfter(Duration minAge) {
        Duration quiet = minAge.compareTo(QUIET) < 0 ? minAge : QUIET;
        Duration early = minAge.minus(Arrival.HEAD_START);
        return early.compareTo(quiet) > 0 ? early : quiet;
    }

    /**
     * A file of the inbox, which may still be written. One that was looked at just before and not
     * taken, and one whose time of change tells no more than the second, is not read early.
     *
     * @throws NotNowException when it has changed since it was described, or is not whole yet
     */
    Arrival arrival(ListFile file, Schedule schedule) throws IOException {
        Path path = file.path();
        FileFacts facts = FileFacts.of(path);
        if (!origin(path, facts).equals(file.origin())) {
            throw new NotNowException("it is still being written");
        }
        Duration minAge = settings.files().minAge();
        Arrival arrival = Arrival.of(path, facts, minAge, clock.instant(), schedule);
        boolean isRestless;
        synchronized (this) {
            isRestless = path.equals(begun);
            begun = path;
        }
        if (isRestless || facts.modified() % 1000 == 0) {
            arrival.confirm();
        }
        return arrival;
    }

    private static String origin(Path path, FileFacts facts) {
        return facts.size() + "|" + facts.modified() + "|" + facts.key() + "|" + path;
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
        nothingBegun();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        Path folder = settings.dataDir().resolve("done").resolve(today.toString());
        return free(folder, name, job);
    }

    /** Where a list goes that could not be read: {@code rejected/}, under a name that is free. */
    public Path rejected(String name) {
        nothingBegun();
        long stamp = clock.millis();
        return free(settings.dataDir().resolve("rejected"), name, Long.toString(stamp));
    }

    private synchronized void nothingBegun() {
        begun = null;
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
