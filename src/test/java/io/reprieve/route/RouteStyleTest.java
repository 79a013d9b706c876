package io.reprieve.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every route file has to be like, so that the folder listing reads as the flow. */
class RouteStyleTest {
    private static final int MAX_LINES = 80;

    /** Steps that a log, a metric or a test may refer to. */
    private static final Set<String> ROOTS =
            Set.of(
                    "route",
                    "routeConfiguration",
                    "from",
                    "onException",
                    "onCompletion",
                    "otherwise");

    static List<Path> files() {
        return RouteFiles.all();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_is_named_after_its_place_in_the_flow(Path file) {
        assertThat(file.getFileName().toString()).matches("\\d\\d-[a-z-]+\\.camel\\.yaml");
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_begins_with_what_it_is_for(Path file) {
        assertThat(RouteFiles.text(file)).startsWith("# ");
    }

    /** The file of error rules is a table, and as long as there are rules. */
    @ParameterizedTest
    @MethodSource("files")
    void a_file_of_routes_fits_on_a_screen(Path file) {
        List<String> lines = RouteFiles.text(file).lines().filter(RouteStyleTest::isCode).toList();
        if (lines.stream().anyMatch("- route:"::equals)) {
            assertThat(lines).hasSizeLessThanOrEqualTo(MAX_LINES);
        }
    }

    /** Options stand below an address, each on a line of its own. */
    @Test
    void an_address_is_short() {
        assertThat(RouteFiles.nodes("uri"))
                .allSatisfy(uri -> assertThat(uri.toString()).hasSizeLessThan(70));
        assertThat(RouteFiles.nodes("uri"))
                .filteredOn(uri -> !uri.toString().startsWith("bean:"))
                .noneMatch(uri -> uri.toString().contains("?"));
    }

    /** Where Camel asks, a bean answers and changes nothing. */
    @Test
    void a_question_is_asked_of_the_message_alone() {
        assertThat(RouteFiles.nodes("filter"))
                .filteredOn(Map.class::isInstance)
                .isNotEmpty()
                .noneMatch(filter -> ((Map<?, ?>) filter).containsKey("method"))
                .extracting(filter -> ((Map<?, ?>) filter).get("simple").toString())
                .noneMatch(question -> question.contains("bean:"));
        assertThat(RouteFiles.nodes("loop"))
                .isNotEmpty()
                .noneMatch(loop -> ((Map<?, ?>) loop).containsKey("method"));
    }

    @Test
    void a_route_has_a_role_for_a_name_and_says_in_a_sentence_what_it_does() {
        List<Map<?, ?>> routes = RouteFiles.top("route");
        assertThat(routes)
                .isNotEmpty()
                .allSatisfy(
                        route -> {
                            assertThat(route.get("id")).asString().matches("[a-z]+(-[a-z]+)*");
                            assertThat(route.get("description"))
                                    .asString()
                                    .matches("(?s)[A-Z].{20,}[^.]");
                        });
        assertThat(routes).extracting(route -> route.get("id")).doesNotHaveDuplicates();
    }

    @Test
    void a_rule_for_errors_says_what_it_does() {
        assertThat(RouteFiles.top("routeConfiguration"))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(rule.get("description")).asString().isNotBlank());
    }

    @Test
    void every_step_has_an_id() {
        assertThat(RouteFiles.steps())
                .hasSizeGreaterThan(50)
                .allSatisfy(step -> assertThat(hasId(step.getValue())).as("%s", step).isTrue());
        RouteFiles.walk(
                (name, node) -> {
                    if (ROOTS.contains(name) && node instanceof Map<?, ?>) {
                        assertThat(hasId(node)).as("%s %s", name, node).isTrue();
                    }
                });
        for (Object whens : RouteFiles.nodes("when")) {
            assertThat((List<?>) whens).allMatch(RouteStyleTest::hasId);
        }
    }

    @Test
    void an_id_stands_once_and_was_not_made_up_by_a_tool() {
        List<Object> ids = RouteFiles.nodes("id");
        // A rule for errors has the name of the step that it is for.
        RouteFiles.top("routeConfiguration").forEach(rule -> ids.remove(rule.get("id")));
        assertThat(ids)
                .hasSizeGreaterThan(50)
                .doesNotHaveDuplicates()
                .noneMatch(id -> id.toString().matches(".*-\\d+"));
    }

    @Test
    void a_split_names_its_steps() {
        assertThat(RouteFiles.nodes("split"))
                .isNotEmpty()
                .allSatisfy(
                        split ->
                                assertThat(((Map<?, ?>) split).get("steps"))
                                        .asInstanceOf(
                                                org.assertj.core.api.InstanceOfAssertFactories.LIST)
                                        .isNotEmpty());
    }

    @Test
    void nothing_logs_a_body_or_a_header() {
        assertThat(RouteFiles.nodes("log")).isEmpty();
        assertThat(RouteFiles.nodes("uri")).noneMatch(uri -> uri.toString().startsWith("log:"));
        assertThat(RouteFiles.nodes("logExhaustedMessageBody")).isEmpty();
    }

    @Test
    void no_program_is_hidden_in_a_route() {
        for (String language :
                List.of("groovy", "java", "joor", "js", "python", "script", "mvel")) {
            assertThat(RouteFiles.nodes(language)).as(language).isEmpty();
        }
    }

    private static boolean hasId(Object node) {
        return node instanceof Map<?, ?> step && step.get("id") instanceof String;
    }

    private static boolean isCode(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }
}
