package io.reprieve;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
