package io.reprieve.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the folder of routes that nothing loads. */
class UnknownRoutesTest {
    @TempDir Path routes;
    private final List<String> names = new ArrayList<>(Reprieve.FLOW);

    @BeforeEach
    void copyRoutes() throws Exception {
        names.addAll(Connectors.ROUTE_FILES);
        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            for (Path file : shipped.toList()) {
                Files.copy(file, routes.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void every_shipped_file_is_known_and_every_known_one_is_shipped() {
        assertThat(UnknownRoutes.unknown(routes, names)).isEmpty();
        assertThat(names).allMatch(name -> Files.exists(routes.resolve(name + ".camel.yaml")));
    }

    @Test
    void a_further_file_is_told() throws Exception {
        Path mine = Files.writeString(routes.resolve("70-mine.camel.yaml"), "- route: {}");
        Path other = Files.writeString(routes.resolve("10-files.camel.yml"), "");
        Files.writeString(routes.resolve(".10-files.camel.yaml.swp"), "");

        assertThat(UnknownRoutes.unknown(routes, names)).containsExactly(other, mine);
    }
}
