package io.reprieve.approval;

import io.reprieve.ledger.Jobs;
import io.reprieve.list.ListSubmission;
import io.reprieve.list.RowReader;
import io.reprieve.settings.DispositionGuard;
import io.reprieve.settings.GuardSettings;
import io.reprieve.settings.NewDoor;
import io.reprieve.settings.Settings;
import io.reprieve.settings.Unfamiliar;
import java.util.Optional;

/** Says which lists wait for a person before anything of them is sent. Thread-safe. */
public final class Guard {
    /** The source of lists that somebody at a terminal gives; nobody needs to be asked about it. */
    public static final String COMMAND = "command";

    private static final String UNFAMILIAR =
            "none of its ids looks like an id of Cloudflare's known until now: either it is the wrong"
                    + " list, or Cloudflare has changed its ids (reprieve.intake.unfamiliar = hold)";

    private final GuardSettings settings;
    private final Unfamiliar unfamiliar;
    private final Jobs jobs;

    /** A guard that knows sources from those jobs. */
    public Guard(Settings settings, Jobs jobs) {
        this.settings = settings.guard();
        this.unfamiliar = settings.unfamiliar();
        this.jobs = jobs;
    }

    /**
     * Why a list has to wait, or empty where it need not. A dry run sends nothing, so it never has
     * to.
     *
     * @param rows rows of the list, whatever they hold
     * @param read what they were read from, to its end
     */
    public Optional<String> hold(ListSubmission list, long rows, RowReader read) {
        if (list.dryRun()) {
            return Optional.empty();
        }
        return joined(why(settings, unfamiliar, rows, read), newDoor(list.door()));
    }

    /** Whether each message's disposition is asked for before it is sent. */
    public boolean checks(ListSubmission list) {
        return !list.dryRun() && settings.disposition() == DispositionGuard.CHECK;
    }

    /** Why a list has to wait whatever source it came through, or empty. */
    public static Optional<String> why(Settings settings, long rows, RowReader read) {
        return why(settings.guard(), settings.unfamiliar(), rows, read);
    }

    private static Optional<String> why(
            GuardSettings settings, Unfamiliar unfamiliar, long rows, RowReader read) {
        Optional<String> unknown =
                unfamiliar == Unfamiliar.HOLD && read.isUnfamiliar()
                        ? Optional.of(UNFAMILIAR)
                        : Optional.empty();
        return joined(joined(tooLong(settings, rows), unknown), read.doubt());
    }

    private static Optional<String> joined(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent()
                ? Optional.of(one.get() + "; " + other.get())
                : one.or(() -> other);
    }

    /** Why a list of that length has to wait, or empty. */
    private static Optional<String> tooLong(GuardSettings settings, long rows) {
        boolean isLong = settings.maxIds() > 0 && rows > settings.maxIds();
        return isLong
                ? Optional.of(
                        String.format(
                                "its %,d rows are more than reprieve.guard.max-ids (%,d)",
                                rows, settings.maxIds()))
                : Optional.empty();
    }

    private Optional<String> newDoor(String door) {
        boolean asks = settings.newDoor() == NewDoor.HOLD && !COMMAND.equals(door);
        return asks && !jobs.isKnownDoor(door)
                ? Optional.of(
                        "no list that came through the door "
                                + door
                                + " was let through before (reprieve.guard.new-door = hold)")
                : Optional.empty();
    }
}
