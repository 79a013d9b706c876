package io.reprieve.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.calls.CallGate;
import io.reprieve.domain.AccountRules;
import io.reprieve.domain.NotNowException;
import io.reprieve.ledger.Ledger;
import io.reprieve.list.ListSubmission;
import io.reprieve.settings.Settings;
import io.reprieve.settings.ShippedSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files of the inbox are read before they are old enough to be believed. */
class InboxFilesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T08:15:30.250Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @TempDir Path data;
    private Ledger ledger;
    private CallGate gate;
    private InboxFiles inbox;

    @BeforeEach
    void start() throws IOException {
        Settings settings = settings();
        ledger = Ledger.open(data.resolve("ledger"), CLOCK);
        Duration second = Duration.ofSeconds(1);
        gate =
                new CallGate(
                        settings, ledger, CLOCK, new AccountRules(CLOCK, 10, 4, second, second));
        // Whoever has to wait for a file is turned away then.
        gate.stop();
        inbox = new InboxFiles(settings, CLOCK);
        Files.createDirectories(data.resolve("inbox"));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT0.05S, 50", "PT1S, 100", "PT2S, 100", "PT10S, 8000", "PT1H, 3598000"})
    void a_file_is_read_two_seconds_before_it_is_old_enough_at_most(Duration minAge, long millis) {
        assertThat(InboxFiles.readableAfter(minAge)).hasMillis(millis);
    }

    @Test
    void a_file_is_read_early_once_and_then_only_when_it_is_old_enough() throws Exception {
        ListSubmission file = described("list.csv", NOW.minusMillis(123));

        assertThat(inbox.arrival(file, gate).size()).isEqualTo(3);
        assertThatThrownBy(() -> inbox.arrival(file, gate)).isInstanceOf(NotNowException.class);
    }

    @Test
    void a_file_that_comes_after_another_was_taken_is_read_early() throws Exception {
        inbox.arrival(described("list.csv", NOW.minusMillis(123)), gate);
        inbox.left(data.resolve("inbox/list.csv").toAbsolutePath());

        assertThat(inbox.arrival(described("list.csv", NOW.minusMillis(77)), gate)).isNotNull();
    }

    @Test
    void a_file_whose_time_tells_no_more_than_the_second_is_not_read_early() throws Exception {
        ListSubmission file = described("list.csv", Instant.parse("2026-11-24T08:15:30Z"));

        assertThatThrownBy(() -> inbox.arrival(file, gate)).isInstanceOf(NotNowException.class);
    }

    @Test
    void a_file_that_changed_since_it_was_described_is_not_read() throws Exception {
        ListSubmission file = described("list.csv", NOW.minusMillis(123));
        Files.writeString(file.path(), "id\nand more");

        assertThatThrownBy(() -> inbox.arrival(file, gate)).isInstanceOf(NotNowException.class);
    }

    private ListSubmission described(String name, Instant modified) throws Exception {
        Path path = data.resolve("inbox").resolve(name);
        Files.writeString(path, "id\n");
        Files.setLastModifiedTime(path, FileTime.from(modified));
        return inbox.describe(path.toAbsolutePath());
    }

    private Settings settings() {
        Map<String, String> given =
                Map.of(
                        "reprieve.data.dir", data.toString(),
                        "reprieve.cloudflare.account-id", "0123456789abcdef0123456789abcdef",
                        "reprieve.cloudflare.api-token", "token");
        return ShippedSettings.with(given);
    }
}
