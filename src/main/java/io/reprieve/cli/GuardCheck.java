package io.reprieve.cli;

import io.reprieve.approval.Guard;
import io.reprieve.list.ListReader;
import io.reprieve.list.ListSource;
import io.reprieve.list.RowReader;
import io.reprieve.list.UnreadableListException;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Refuses lists that a person has to look at before they are released. */
final class GuardCheck {
    private final Settings settings;

    GuardCheck(Settings settings) {
        this.settings = settings;
    }

    /**
     * Looks at all lists before anything of any of them is accepted; in vain once a signal asks to
     * stop.
     */
    void check(List<Path> lists) throws IOException, UsageException {
        if (settings.dryRun()) {
            return;
        }
        for (Path list : lists) {
            Optional<String> why = why(list);
            if (why.isPresent()) {
                throw new UsageException(
                        list
                                + " is not released: "
                                + why.get()
                                + ". Nothing was sent. If it is meant so, give the option --approve;"
                                + " --dry-run looks at its messages first.");
            }
        }
    }

    private Optional<String> why(Path list) throws IOException {
        ListReader reader = new ListReader(settings.column().orElse(null));
        long count = 0;
        try (RowReader rows = reader.open(ListSource.of(list))) {
            while (rows.hasNext() && !Shutdown.isAsked()) {
                rows.next();
                count++;
            }
            return Shutdown.isAsked() ? Optional.empty() : Guard.why(settings, count, rows);
        } catch (UnreadableListException e) {
            // Whoever accepts it says so, with what to do.
            return Optional.empty();
        }
    }
}
