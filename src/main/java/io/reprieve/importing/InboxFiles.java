package io.reprieve.importing;

import io.reprieve.calls.CallGate;
import io.reprieve.domain.NotNowException;
import io.reprieve.domain.Redactor;
import io.reprieve.list.ListSubmission;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the files of the inbox are, and where a file goes once its list is accepted or refused.
 * Thread-safe.
 */
public final class InboxFiles {
    /** Exchange property: where the file goes. */
    public static final String MOVE_TO = "reprieveMoveTo";

    /** Name of this source. */
    static final String DOOR = "files";

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.accept");

    /** A file that changed so lately is not worth reading yet. */
    private static final Duration QUIET_TIME = Duration.ofMillis(100);

    /** Bytes of a name that leave room for the endings of a reason, and while it is written. */
    private static final int MAX_BYTES = 230;

    private final Settings settings;
    private final Clock clock;
    private boolean taken;

    /** Files that were begun and have not left. */
    private final Set<Path> begun = new HashSet<>();

    /** A source with these settings. */
    public InboxFiles(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The inbox. */
    public Path folder() {
        return settings.files().dir().toAbsolutePath().normalize();
    }

    /** Tells why a file, or a folder, of the inbox is not taken. */
    public void tell(Path path, String why) {
        LOG.warn("ignored {}: {}", Redactor.of(source(path)), why);
    }

    /**
     * Describes a file that seems to be complete.
     *
     * @throws NotNowException when it is gone meanwhile
     */
    public ListSubmission describe(@Body Path path) throws IOException {
        synchronized (this) {
            taken = true;
        }
        Path below = folder().relativize(path);
        String account = below.getNameCount() > 1 ? below.getName(0).toString() : Account.DEFAULT;
        FileFacts facts;
        try {
            facts = FileFacts.of(path);
        } catch (NoSuchFileException e) {
            throw new NotNowException("it is gone");
        }
        return new ListSubmission(
                path,
                source(path),
                account,
                origin(path, facts),
                DOOR,
                null,
                clock.instant(),
                settings.dryRun());
    }

    /** How old a file must be before it is read; accept believes it once it is old enough. */
    public static Duration readableAfter(Duration minAge) {
        Duration quiet = minAge.compareTo(QUIET_TIME) < 0 ? minAge : QUIET_TIME;
        Duration early = minAge.minus(FileStabilityCheck.HEAD_START);
        return early.compareTo(quiet) > 0 ? early : quiet;
    }

    /**
     * A file of the inbox, which may still be written. One that was looked at just before and not
     * taken, and one whose time of change tells no more than the second, is not read early.
     *
     * @throws NotNowException when it has changed since it was described, or is not whole yet
     */
    FileStabilityCheck arrival(ListSubmission file, CallGate gate) throws IOException {
        Path path = file.path();
        FileFacts facts = FileFacts.of(path);
        if (!origin(path, facts).equals(file.origin())) {
            throw new NotNowException("it is still being written");
        }
        Duration minAge = settings.files().minAge();
        FileStabilityCheck arrival =
                FileStabilityCheck.of(
                        path, facts, minAge, readableAfter(minAge), clock.instant(), gate);
        boolean isRestless;
        synchronized (this) {
            isRestless = !begun.add(path);
        }
        if (isRestless || facts.modified() % 1000 == 0) {
            arrival.confirm();
        }
        return arrival;
    }

    /** Names the file that lay there and looked like that; see {@link ListSubmission#origin()}. */
    public static String origin(Path path, FileFacts facts) {
        return facts.size() + "|" + facts.modified() + "|" + facts.key() + "|" + path;
    }

    /** Where the file lay that an origin names; see {@link ListSubmission#origin()}. */
    static Path pathOf(String origin) {
        return Path.of(origin.split("\\|", 4)[3]);
    }

    /** Whether a file that looks like that is the one that was read, with more behind it. */
    public static boolean hasGrown(ListSubmission read, FileFacts now) {
        String[] facts = read.origin().split("\\|", 4);
        return facts[2].equals(now.key()) && now.size() > Long.parseLong(facts[0]);
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

    /** Notes that a file has left, or is not what it was. */
    public synchronized void left(Path path) {
        begun.remove(path);
    }

    private static Path free(Path folder, String name, String mark) {
        Path wanted = folder.toAbsolutePath().resolve(name);
        boolean taken = Files.exists(wanted) || Files.exists(reason(wanted));
        return taken ? wanted.resolveSibling(shortened(mark + "-" + name)) : wanted;
    }

    /** The file beside a rejected list that says why. */
    public static Path reason(Path list) {
        return list.resolveSibling(shortened(list.getFileName().toString()) + ".reason.txt");
    }

    /** File systems end names at 255 bytes; a mark or an ending must still fit. */
    public static String shortened(String name) {
        int most = name.length();
        while (name.substring(0, most).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            most = name.offsetByCodePoints(most, -1);
        }
        return name.substring(0, most);
    }

    private String source(Path path) {
        Path data = settings.dataDir().toAbsolutePath().normalize();
        Path shown = path.startsWith(data) ? data.relativize(path) : path;
        return "file:" + shown.toString().replace(File.separatorChar, '/');
    }
}
