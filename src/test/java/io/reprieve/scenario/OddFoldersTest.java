package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.app.Reprieve;
import io.reprieve.domain.Outcome;
import io.reprieve.practice.PracticeServer;
import io.reprieve.settings.ShippedSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of any name: what means something in an address of Camel's is a part of a name here. */
class OddFoldersTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%20b",
                "a b",
                "100%",
                "Prüfung",
                "a?b&c=d#e+f",
                "a,b;c",
                "RAW(x)",
                "{{x}}",
                "${file:name}",
                "*[a]"
            })
    void data_and_program_may_lie_in_a_folder_of_any_name(String name) throws Exception {
        // Settings refuse these two in a path, in words.
        String allowed = name.replace("?", "").replace("{{", "");
        Path data = Files.createDirectories(folder.resolve("data").resolve(allowed));
        Path routes = Files.createDirectories(folder.resolve("program").resolve(name));
        try (var files = Files.list(Rehearsal.ROUTES)) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
        try (PracticeServer cloudflare =
                        PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build());
                Reprieve reprieve =
                        Reprieve.start(
                                ShippedSettings.with(settings(data, cloudflare)),
                                routes,
                                Clock.systemUTC())) {
            DataFolder seen = new DataFolder(data);
            seen.drop("list.csv", Ids.plain(3));

            seen.awaitReport("list.csv").allWere(Outcome.RELEASED);
            assertThat(reprieve.context().getRoutes()).isNotEmpty();
        }
    }

    private static Map<String, String> settings(Path data, PracticeServer cloudflare) {
        return Map.of(
                "reprieve.data.dir", data.toString(),
                "reprieve.intake.files.min-age", "100ms",
                "reprieve.batch.linger", "100ms",
                "reprieve.cloudflare.base-url", cloudflare.baseUrl(),
                "reprieve.cloudflare.account-id", cloudflare.accountId(),
                "reprieve.cloudflare.api-token", cloudflare.token());
    }
}
