package io.reprieve.settings;

import io.reprieve.domain.ReleaseWindows;
import java.time.ZoneId;
import java.util.List;

/** The settings of when: windows for releasing, and times for the folder of lists. */
final class DeclaredSchedules {
    static final Setting<ReleaseWindows> WINDOWS =
            Setting.of(
                    "reprieve.release.windows",
                    Schedules.windows(),
                    "always",
                    "When messages may be released; lists are accepted at any time. "
                            + "Release calls wait for a window; one under way at its end is "
                            + "finished. Several windows are separated by ; or , and each may have a "
                            + "time zone at its end, UTC otherwise.");

    static final Setting<String> FILES_CRON =
            Setting.optional(
                    "reprieve.intake.files.cron",
                    Schedules.cron(),
                    "When to look into the folder, in place of reprieve.intake.files.delay.");

    static final Setting<ZoneId> FILES_ZONE =
            Setting.optional(
                    "reprieve.intake.files.zone",
                    Schedules.zone(),
                    "Time zone of reprieve.intake.files.cron. UTC where it is not set.");

    /** All of the above. */
    static final List<Setting<?>> ALL = List.of(WINDOWS, FILES_CRON, FILES_ZONE);

    private DeclaredSchedules() {}
}
