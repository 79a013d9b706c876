package io.reprieve.station.guard;

import io.reprieve.ledger.Jobs;
import io.reprieve.settings.DispositionGuard;
import io.reprieve.settings.GuardSettings;
import io.reprieve.settings.NewDoor;
import io.reprieve.station.ListFile;
import java.util.Optional;

/** Says which lists wait for a person before anything of them is sent. Thread-safe. */
public final class Guard {
    /** The door of lists that somebody at a terminal gives; nobody needs to be asked about it. */
    public static final String COMMAND = "command";

    private final GuardSettings settings;
    private final Jobs jobs;

    /** A guard that knows doors from those jobs. */
    public Guard(GuardSettings settings, Jobs jobs) {
        this.settings = settings;
        this.jobs = jobs;
    }

    /**
     * Why a list has to wait, or empty where it need not. A dry run sends nothing, so it never has
     * to.
     *
     * @param rows rows of the list, whatever they hold
     */
    public Optional<String> hold(ListFile list, long rows) {
        if (list.dryRun()) {
            return Optional.empty();
        }
        Optional<String> length = tooLong(settings, rows);
        return length.isPresent() ? length : newDoor(list.door());
    }

    /** Whether each message's disposition is asked for before it is sent. */
    public boolean checks(ListFile list) {
        return !list.dryRun() && settings.disposition() == DispositionGuard.CHECK;
    }

    /** Why a list of that length has to wait, or empty. */
    public static Optional<String> tooLong(GuardSettings settings, long rows) {
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
