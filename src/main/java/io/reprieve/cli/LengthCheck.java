package io.reprieve.cli;

import io.reprieve.intake.ListReader;
import io.reprieve.intake.ListSource;
import io.reprieve.intake.RowReader;
import io.reprieve.intake.UnreadableListException;
import io.reprieve.settings.Settings;
import io.reprieve.station.guard.Guard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Refuses lists that are too long to be released without a second thought. */
final class LengthCheck {
    private final Settings settings;

    LengthCheck(Settings settings) {
        this.settings = settings;
    }

    /** Looks at all lists before anything of any of them is accepted. */
    void check(List<Path> lists) throws IOException, UsageException {
        if (settings.guard().maxIds() == 0 || settings.dryRun()) {
            return;
        }
        for (Path list : lists) {
            var why = Guard.tooLong(settings.guard(), rows(list));
            if (why.isPresent()) {
                throw new UsageException(
                        list
                                + " is not released: "
                                + why.get()
                                + ". Nothing was sent. If it is meant to be so long, give the"
                                + " option --approve; --dry-run looks at its messages first.");
            }
        }
    }

    private long rows(Path list) throws IOException {
        ListReader reader = new ListReader(settings.column().orElse(null));
        long count = 0;
        try (RowReader rows = reader.open(ListSource.of(list))) {
            while (rows.hasNext()) {
                rows.next();
                count++;
            }
        } catch (UnreadableListException e) {
            // Whoever accepts it says so, with what to do.
            return 0;
        }
        return count;
    }
}
