package io.reprieve.app;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.domain.Row;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.Lists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostLedgerTest {
    @TempDir Path data;

    @BeforeEach
    void folders() throws IOException {
        Files.createDirectories(data.resolve("ledger"));
        Files.createDirectories(data.resolve("reports"));
    }

    @Test
    void an_empty_ledger_beside_reports_is_refused_and_left_as_it_is() throws IOException {
        Files.createFile(data.resolve("ledger/reprieve.db"));
        Files.createDirectories(data.resolve("reports/some-job"));

        assertThatThrownBy(() -> LostLedger.check(data))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("reprieve.db")
                .hasMessageContaining("Restore it");
    }

    @Test
    void an_empty_ledger_of_a_first_start_that_was_cut_off_is_no_loss() throws IOException {
        Files.createFile(data.resolve("ledger/reprieve.db"));

        assertThatCode(() -> LostLedger.check(data)).doesNotThrowAnyException();
    }

    @Test
    void a_ledger_that_was_moved_away_begins_anew() throws IOException {
        Files.createDirectories(data.resolve("reports/some-job"));

        assertThatCode(() -> LostLedger.check(data)).doesNotThrowAnyException();
    }

    @Test
    void a_ledger_that_lost_its_newest_entries_with_its_log_is_refused() throws IOException {
        Path folder = data.resolve("ledger");
        Path kept = data.resolve("kept");
        Files.createDirectories(kept);
        try (Ledger ledger = Ledger.open(folder, Clock.systemUTC())) {
            accept(ledger, "20261125T090000Z-old-0001");
            // The file as it is while its log holds the rest: what a kill leaves without the log.
            Files.copy(folder.resolve(Ledger.FILE), kept.resolve(Ledger.FILE));
        }
        Files.createDirectories(data.resolve("reports/20261125T090000Z-old-0001"));
        assertThatCode(() -> LostLedger.check(data)).doesNotThrowAnyException();

        Files.copy(
                kept.resolve(Ledger.FILE),
                folder.resolve(Ledger.FILE),
                StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> LostLedger.check(data))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("does not know job 20261125T090000Z-old-0001")
                .hasMessageContaining("-wal");
    }

    @Test
    void a_ledger_begun_anew_answers_for_the_reports_since_then() throws Exception {
        Files.createDirectories(data.resolve("reports/20261125T090000Z-old-0001"));
        LostLedger.check(data);
        Path folder = data.resolve("ledger");
        try (Ledger ledger = Ledger.open(folder, Clock.systemUTC())) {
            assertThatCode(() -> LostLedger.check(data)).doesNotThrowAnyException();
            accept(ledger, "20261126T090000Z-new-0002");
            Files.createDirectories(data.resolve("reports/20261126T090000Z-new-0002"));
            assertThatCode(() -> LostLedger.check(data)).doesNotThrowAnyException();
        }
        Files.createDirectories(data.resolve("reports/20261126T100000Z-lost-0003"));

        assertThatThrownBy(() -> LostLedger.check(data)).isInstanceOf(StartException.class);
    }

    private static void accept(Ledger ledger, String job) {
        Lists.accept(
                ledger,
                Lists.job(job),
                List.of(
                        new Row(
                                1,
                                "4NlldQxQTwdhrtMq-2026-10-01T00:00:00-21000001",
                                "default",
                                null)));
    }
}
