package io.reprieve.cli;

import io.reprieve.app.LockHolder;
import io.reprieve.app.Role;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Who works on a data folder, by its lock and by what the holder of the lock says of itself. */
final class WhoWorks {
    private final boolean isServed;
    private final Optional<LockHolder> holder;

    private WhoWorks(boolean isServed, Optional<LockHolder> holder) {
        this.isServed = isServed;
        this.holder = holder;
    }

    /**
     * Looks; makes nothing.
     *
     * @throws IOException when this user may not look
     */
    static WhoWorks on(Settings settings) throws IOException {
        return new WhoWorks(Ledgers.isServed(settings), LockHolder.read(Ledgers.folder(settings)));
    }

    /** Whether somebody works there, so that what waits goes on. */
    boolean isSomebody() {
        return isServed;
    }

    /** Whether it is a service, or somebody who says nothing of itself. */
    boolean isService() {
        return isServed && holder.map(one -> one.role() == Role.SERVICE).orElse(true);
    }

    /** What the service there says of itself; empty where none runs, or it says nothing. */
    Optional<LockHolder> service() {
        return holder.filter(one -> isServed && one.role() == Role.SERVICE);
    }

    /** In one line: whether somebody works there, since when, and for which server. */
    String words() {
        if (isServed) {
            return holder.map(
                            one ->
                                    (one.role() == Role.SERVICE
                                                    ? "runs"
                                                    : "none, but a command runs")
                                            + process(one)
                                            + Target.words(one.server(), one.accounts()))
                    .orElse("runs");
        }
        return holder.map(
                        one ->
                                "NONE RUNS; the last one"
                                        + process(one)
                                        + "It ended without being stopped; what it left goes on at the"
                                        + " next start.")
                .orElse("none runs");
    }

    private static String process(LockHolder one) {
        return " since "
                + one.since().truncatedTo(ChronoUnit.SECONDS)
                + " (process "
                + one.pid()
                + "). ";
    }
}
