package io.reprieve.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The route files are the flow: nothing is sent past them, and the drawing shows them as they are.
 */
class FlowTest {
    private static final Path PAGE = Path.of("README.md");
    private static final String BEGIN = "<!-- flow -->";
    private static final String END = "<!-- /flow -->";

    /** What the program itself gives to a route, since it comes from outside. */
    private static final Set<String> GIVEN = Set.of("direct:command", "direct:sftp-left");

    private final FlowGraph graph = FlowGraph.read();

    @Test
    void whatever_is_sent_somewhere_is_taken_there() {
        assertThat(graph.sent()).hasSizeGreaterThan(4).isSubsetOf(graph.taken());
    }

    @Test
    void whatever_is_taken_from_has_a_sender_or_lies_outside() {
        assertThat(graph.routes())
                .hasSizeGreaterThan(15)
                .allSatisfy(
                        route -> {
                            String from = route.from();
                            boolean isSent =
                                    from.startsWith("ledger:")
                                            || GIVEN.contains(from)
                                            || graph.sent()
                                                    .contains(from.replaceAll("\\{\\{.*?}}", "*"));
                            assertThat(
                                            FlowGraph.isInside(from)
                                                    ? isSent
                                                    : FlowGraph.isKnownOutside(from))
                                    .as("%s takes from %s", route.id(), from)
                                    .isTrue();
                        });
    }

    @Test
    void no_program_but_the_named_ones_sends_past_the_routes() throws IOException {
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(file -> file.toString().endsWith(".java")).toList())
                    .flatExtracting(FlowTest::addresses)
                    .containsExactlyInAnyOrderElementsOf(GIVEN);
        }
    }

    private static java.util.List<String> addresses(Path source) throws IOException {
        return java.util.regex.Pattern.compile("\"((direct|seda|ledger):[^\"?]*)[\"?]")
                .matcher(Files.readString(source))
                .results()
                .map(found -> found.group(1))
                .filter(address -> !address.startsWith("ledger:"))
                .toList();
    }

    @Test
    void the_drawing_in_the_readme_shows_the_routes_as_they_are() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).as("the place of the drawing").isBetween(BEGIN.length(), end);
        String drawn =
                page.substring(0, begin)
                        + "\n```mermaid\n"
                        + graph.mermaid()
                        + "```\n"
                        + page.substring(end);
        if (Boolean.getBoolean("flow.write")) {
            Files.writeString(PAGE, drawn);
        }
        assertThat(PAGE)
                .as("mvn -q test -Dtest=FlowTest -Dflow.write=true draws it anew")
                .hasContent(drawn);
    }
}
