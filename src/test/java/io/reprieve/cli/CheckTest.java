package io.reprieve.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.crash.Program;
import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Receiver;
import io.reprieve.scenario.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code check} says, in which order, and what it leaves behind. */
class CheckTest {
    @TempDir Path folder;
    private Path data;
    private PracticeServer cloudflare;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws Exception {
        data = folder.resolve("data");
        cloudflare = PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build());
        settings = Program.quickSettings(data, cloudflare);
    }

    @AfterEach
    void stop() {
        cloudflare.close();
    }

    @Test
    void it_tells_the_result_before_the_settings_and_makes_nothing() {
        String said = ended(0, "check");

        assertThat(data).doesNotExist();
        assertThat(said)
                .startsWith("PRACTICE, not Cloudflare: " + cloudflare.baseUrl())
                .contains("made by the first start")
                .contains("messages of this account can be looked at")
                .contains("reprieve.data.dir = " + data)
                .doesNotContain("reprieve.dedupe");
        assertThat(said.indexOf("Accounts\n")).isLessThan(said.indexOf("Settings that differ"));
        assertThat(ended(0, "check", "--settings")).contains("reprieve.dedupe = ledger");
    }

    @Test
    void a_folder_that_cannot_be_used_is_told_once_and_the_rest_is_looked_at() throws Exception {
        Files.writeString(data, "no folder");

        String said = ended(2, "check");

        assertThat(said)
                .containsOnlyOnce("BAD")
                .contains(data + " is a file")
                .contains("messages of this account can be looked at");
    }

    @Test
    void a_damaged_ledger_is_told_and_the_rest_is_looked_at() throws Exception {
        Path ledger = Files.createDirectories(data.resolve("ledger")).resolve("reprieve.db");
        Files.writeString(ledger, "no ledger");

        assertThat(ended(2, "check"))
                .contains("BAD  The ledger is damaged")
                .contains("messages of this account can be looked at");
        assertThat(ledger).hasContent("no ledger");
    }

    @Test
    void run_by_root_it_leaves_nothing_that_the_owner_cannot_use() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        ended(0, "release", Files.writeString(folder.resolve("a.csv"), list()).toString());
        UserPrincipal nobody =
                folder.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody");
        for (Path path : all()) {
            Files.setOwner(path, nobody);
        }

        assertThat(ended(0, "check")).contains("of nobody").contains("sudo -u nobody");

        Set<String> owners = new TreeSet<>();
        for (Path path : all()) {
            owners.add(Files.getOwner(path).getName());
        }
        assertThat(owners).containsExactly("nobody");
        assertThat(ended(0, "release", folder.resolve("a.csv").toString()))
                .contains("this is root")
                .contains("belongs to nobody");
    }

    @Test
    void ways_for_notices_are_named_and_tried_when_asked() throws Exception {
        try (Receiver receiver = Receiver.start()) {
            String url = "http://127.0.0.1:" + receiver.port() + "/hooks/secret-part";
            settings.put("reprieve.notify.webhook.url", url);

            assertThat(ended(0, "check")).contains("webhook").contains("check --notify");
            assertThat(receiver.posts()).isEmpty();

            assertThat(ended(0, "check", "--notify"))
                    .contains("ok   the webhook has taken a test notice")
                    .doesNotContain("secret-part");
            assertThat(receiver.posts("test")).hasSize(1);

            receiver.does(exchange -> Receiver.status(exchange, 404));
            assertThat(ended(2, "check", "--notify"))
                    .contains("BAD  the webhook has not taken a test notice")
                    .contains("404")
                    .doesNotContain("secret-part");
        }
    }

    private Iterable<Path> all() throws IOException {
        try (Stream<Path> all = Files.walk(data)) {
            return all.toList();
        }
    }

    private static String list() {
        return Ids.csv(Ids.plain(1));
    }

    private String ended(int code, String... command) {
        try (Program program = Program.start(folder, settings, command)) {
            assertThat(program.awaitExit()).as(program.output()).isEqualTo(code);
            assertThat(program.output()).doesNotContain("Exception");
            return program.output();
        }
    }
}
