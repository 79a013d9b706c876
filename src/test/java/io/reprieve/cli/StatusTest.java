package io.reprieve.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.reprieve.crash.Program;
import io.reprieve.practice.Fault;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import io.reprieve.settings.Settings;
import io.reprieve.settings.SettingsSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code status} says of the whole, and how it ends for monitoring. */
class StatusTest {
    @TempDir Path folder;
    private DataFolder data;
    private PracticeServer cloudflare;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        cloudflare = PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build());
        settings = Program.quickSettings(data.path(), cloudflare);
    }

    @AfterEach
    void stop() {
        cloudflare.close();
    }

    @Test
    void it_says_first_whether_a_service_runs_and_then_what_waits_for_it() {
        // Longer than anything here takes, on any machine.
        settings.put("reprieve.http.response-timeout", "1m");
        cloudflare.fault(Fault.parse("hang:1m"));
        data.drop("list.csv", Ids.plain(30));
        try (Program service = start("run").awaitReady()) {
            await().until(() -> cloudflare.callCount() > 0);

            String beside = ended(0, "status", "--exit-code");
            assertThat(beside.lines().findFirst().orElse(""))
                    .startsWith("service  runs since ")
                    .contains("PRACTICE, not Cloudflare: " + cloudflare.baseUrl());
            assertThat(beside)
                    .contains("waiting  30 rows of 1 job")
                    .contains("inbox    empty")
                    .containsPattern("budget   default: [12] of \\d+ calls in 1 s used");

            service.kill();
        }
        data.drop("next.csv", Ids.plain(40, 1));

        String after = ended(4, "status", "--exit-code");

        assertThat(after.lines().findFirst().orElse(""))
                .startsWith("service  NONE RUNS; the last one since ")
                .contains("ended without being stopped");
        assertThat(after)
                .contains("waiting  30 rows of 1 job")
                .contains("inbox    1 file in " + data.inbox());
        assertThat(ended(0, "status")).isEqualTo(after);
    }

    @Test
    void monitoring_learns_by_its_code_that_cloudflare_refuses_an_account() throws Exception {
        settings.put("reprieve.cloudflare.api-token", "wrong-token");
        Path list = Files.writeString(folder.resolve("list.csv"), Ids.csv(Ids.plain(3)));
        ended(3, "release", list.toString());

        String told = ended(3, "status", "--exit-code");

        assertThat(told).contains("service  none runs").contains("account default: ");
    }

    @Test
    void a_ledger_that_cannot_be_looked_at_is_not_said_to_be_missing() throws Exception {
        Path ledger = Files.createDirectories(data.path().resolve("ledger"));
        Path file = ledger.resolve("reprieve.db");
        // Root may look at everything but this.
        Files.createSymbolicLink(file, file);

        assertThatThrownBy(() -> Ledgers.open(settings()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("may not be read by this user")
                .hasMessageNotContaining("There is no ledger");
    }

    private Settings settings() {
        return Settings.load(
                new SettingsSources(
                        Path.of("config/application.properties"),
                        Optional.empty(),
                        Map.of(),
                        Map.of(),
                        settings,
                        false));
    }

    private Program start(String... command) {
        return Program.start(folder, settings, command);
    }

    private String ended(int code, String... command) {
        try (Program program = start(command)) {
            assertThat(program.awaitExit()).as(program.output()).isEqualTo(code);
            assertThat(program.output()).doesNotContain("Exception");
            return program.output();
        }
    }
}
