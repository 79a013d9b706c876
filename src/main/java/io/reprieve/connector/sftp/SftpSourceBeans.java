package io.reprieve.connector.sftp;

import io.reprieve.errors.ErrorReporter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What a source knows between one poll and the next. For the one thread that polls. */
final class SftpSourceBeans {
    /** So many files are taken in one poll; the next follows at once. */
    static final int MAX_FILES = 500;

    private static final String ORIGIN_END = "|";

    final SftpServer server;
    final SftpConnection line;
    final FileBackoff held;
    final Sightings sightings;
    final FileClaims claims;
    private final Clock clock;
    private final Set<String> listed = new HashSet<>();
    private int taken;
    private boolean youngOnes;
    private boolean origins = true;

    /**
     * A source that was not polled yet.
     *
     * @param delay how long a file waits after so many failures
     * @param isHere see {@link FileClaims}
     */
    SftpSourceBeans(
            SftpServer server,
            Clock clock,
            IntFunction<Duration> delay,
            Predicate<String> isHere,
            Supplier<ErrorReporter> troubles) {
        this.server = server;
        this.clock = clock;
        this.line = new SftpConnection(server);
        this.held = new FileBackoff(delay);
        this.sightings = new Sightings(server.minAge());
        this.claims = new FileClaims(this, isHere, troubles);
    }

    /** As jobs, logs and deliveries call it. */
    static String nameOf(SftpServer server) {
        return "sftp:" + server.name();
    }

    String name() {
        return nameOf(server);
    }

    Instant now() {
        return clock.instant();
    }

    /** Begins a poll. */
    void begin() {
        listed.clear();
        taken = 0;
        youngOnes = false;
        line.begin();
    }

    void list(String name) {
        listed.add(name);
    }

    void take() {
        taken++;
        origins = true;
    }

    void leaveYoung() {
        youngOnes = true;
    }

    /** Whether the poll has seen all that lies in the folder. */
    boolean sawAll() {
        return taken < MAX_FILES;
    }

    /** Forgets what has left the folder. */
    void forgetLeft() {
        held.retain(listed);
        sightings.retain(listed);
        claims.retain(listed);
    }

    boolean isListed(String name) {
        return listed.contains(name);
    }

    /** Whether a job may still have to be told that its file is gone; true at the start. */
    boolean hasOrigins() {
        return origins;
    }

    void originsAreLookedAt() {
        origins = taken > 0 || held.next().isPresent();
    }

    /** When a file that was left in this poll may be looked at again, if there is one. */
    Optional<Instant> nextLook() {
        Instant young = youngOnes ? now().plus(server.minAge()) : null;
        Instant failed = held.next().orElse(null);
        if (young == null || failed == null) {
            return Optional.ofNullable(young == null ? failed : young);
        }
        return Optional.of(young.isBefore(failed) ? young : failed);
    }

    /** Names a file as it lies there now, by its place and content. */
    String origin(String name, RemoteFacts facts, String sha256) {
        return String.join(
                ORIGIN_END,
                name(),
                Long.toString(facts.size()),
                Long.toString(facts.modified()),
                sha256,
                server.dir() + "/" + name);
    }

    /** Whether the file that an origin names still lies in the folder, under that name. */
    boolean isThere(String origin) {
        return nameOf(origin).filter(this::isListed).isPresent();
    }

    /** The name in the folder that an origin names, if it names one in that folder. */
    Optional<String> nameOf(String origin) {
        String path = origin.split("\\|", 5)[4];
        String folder = server.dir() + "/";
        return Optional.of(path)
                .filter(there -> there.startsWith(folder))
                .map(there -> there.substring(folder.length()));
    }
}
