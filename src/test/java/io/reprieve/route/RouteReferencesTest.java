package io.reprieve.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.scenario.Rehearsal;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.Suspendable;
import org.apache.camel.model.ModelCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that the shipped route files refer to exists. Camel starts without a word where it
 * does not.
 */
class RouteReferencesTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^}:]+)[^}]*}}");
    private static final Pattern BEAN = Pattern.compile("bean:(\\w+)\\?method=(\\w+)");
    private static final Pattern EXCEPTION = Pattern.compile("[a-z]+(\\.[a-z0-9]+)+\\.[A-Z]\\w+");

    /** What switches on every door and way out, so that every route file is loaded. */
    private static final String[] EVERYTHING = {
        "reprieve.jms.url", "tcp://127.0.0.1:1",
        "reprieve.intake.sftp.one.host", "127.0.0.1",
        "reprieve.intake.sftp.one.port", "1",
        "reprieve.intake.sftp.one.user", "nobody",
        "reprieve.intake.sftp.one.password", "nothing",
        "reprieve.intake.sftp.one.deliver", "out",
        "reprieve.notify.webhook.url", "http://127.0.0.1:9/hook",
        "reprieve.notify.mail.host", "127.0.0.1",
        "reprieve.notify.mail.user", "reprieve",
        "reprieve.notify.mail.password", "secret",
        "reprieve.notify.mail.from", "reprieve@example.org",
        "reprieve.notify.mail.to", "desk@example.org",
        "reprieve.intake.files.cron", "* * * * * ?",
        "reprieve.intake.search.spam.disposition", "spam",
        "reprieve.intake.search.spam.cron", "0 0 3 1 1 ? 2099",
        "reprieve.intake.search.bulk.disposition", "bulk"
    };

    @TempDir static Path data;
    private static Rehearsal rehearsal;

    @BeforeAll
    static void start() throws Exception {
        rehearsal =
                Rehearsal.prepare(data, Rehearsal.cloudflareWithoutLimit())
                        .without("reprieve.intake.files.delay")
                        .with(EVERYTHING)
                        .start();
    }

    @AfterAll
    static void stop() {
        rehearsal.close();
    }

    @Test
    void every_shipped_route_is_started() {
        Set<Object> written =
                RouteFiles.top("route").stream()
                        .map(route -> route.get("id"))
                        .collect(Collectors.toSet());

        assertThat(context().getRoutes())
                .filteredOn(route -> !route.isCreatedByRouteTemplate())
                .extracting(Route::getRouteId)
                .containsExactlyInAnyOrderElementsOf(
                        written.stream().map(Object::toString).toList());
        assertThat(context().getRoutes())
                .allMatch(
                        route ->
                                context()
                                        .getRouteController()
                                        .getRouteStatus(route.getRouteId())
                                        .isStarted());
    }

    @Test
    void every_rule_that_a_route_names_exists_and_every_rule_is_named() {
        Set<String> rules =
                ((ModelCamelContext) context())
                        .getRouteConfigurationDefinitions().stream()
                                .map(rule -> rule.getId())
                                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = new TreeSet<>();
        rulesOfRoutes().forEach((route, names) -> named.addAll(names));
        assertThat(named).isEqualTo(rules);
    }

    /** Camel takes the last of them without a word, and the rule that was meant does nothing. */
    @Test
    void no_two_rules_of_a_route_catch_the_same_exception() {
        Map<String, List<String>> caught = new LinkedHashMap<>();
        for (Map<?, ?> rule : RouteFiles.top("routeConfiguration")) {
            List<String> types = new ArrayList<>();
            List<?> clauses = (List<?>) rule.get("onException");
            for (Object clause : clauses == null ? List.of() : clauses) {
                Map<?, ?> one = (Map<?, ?>) ((Map<?, ?>) clause).get("onException");
                ((List<?>) one.get("exception")).forEach(type -> types.add(type.toString()));
            }
            caught.put(rule.get("id").toString(), types);
        }
        rulesOfRoutes()
                .forEach(
                        (route, names) ->
                                assertThat(names.stream().flatMap(one -> caught.get(one).stream()))
                                        .as("exceptions caught for route %s", route)
                                        .doesNotHaveDuplicates());
    }

    private static Map<String, List<String>> rulesOfRoutes() {
        List<Map<?, ?>> routes = new ArrayList<>(RouteFiles.top("route"));
        RouteFiles.top("routeTemplate").forEach(one -> routes.add((Map<?, ?>) one.get("route")));
        Map<String, List<String>> rules = new LinkedHashMap<>();
        for (Map<?, ?> route : routes) {
            Object names = route.get("routeConfigurationId");
            assertThat(names).as("rules of route %s", route.get("id")).isNotNull();
            rules.put(route.get("id").toString(), List.of(names.toString().split(",")));
        }
        return rules;
    }

    /**
     * Camel stops the steps of a route together with a consumer that cannot be suspended, and the
     * exchange under way fails at its next step: a call that has its answer would be in doubt.
     */
    @Test
    void every_consumer_of_ours_lets_the_exchange_under_way_end_before_its_route_stops() {
        assertThat(context().getRoutes())
                .extracting(Route::getConsumer)
                .filteredOn(consumer -> consumer.getClass().getName().startsWith("io.reprieve."))
                .hasSizeGreaterThan(5)
                .allMatch(Suspendable.class::isInstance);
    }

    @Test
    void every_placeholder_is_a_setting_or_is_derived_from_one() {
        Set<String> keys = new TreeSet<>();
        for (Path file : RouteFiles.all()) {
            Matcher found = PLACEHOLDER.matcher(code(file));
            while (found.find()) {
                keys.add(found.group(1));
            }
        }
        keys.removeAll(templateParameters());
        assertThat(keys).hasSizeGreaterThan(5);
        for (String key : keys) {
            if (key.startsWith("reprieve.internal.")) {
                assertThat(context().resolvePropertyPlaceholders("{{?" + key + "}}"))
                        .as(key)
                        .isNotNull();
            } else {
                assertThat(io.reprieve.settings.Settings.keys()).contains(key);
            }
        }
    }

    @Test
    void every_template_has_become_a_route_that_is_started() {
        assertThat(RouteFiles.top("routeTemplate")).isNotEmpty();
        assertThat(context().getRoutes())
                .filteredOn(Route::isCreatedByRouteTemplate)
                .extracting(Route::getRouteId)
                .contains("intake-search-spam", "intake-search-bulk");
    }

    private static Set<String> templateParameters() {
        Set<String> names = new HashSet<>();
        for (Map<?, ?> template : RouteFiles.top("routeTemplate")) {
            for (Object parameter : (List<?>) template.get("parameters")) {
                names.add(((Map<?, ?>) parameter).get("name").toString());
            }
        }
        return names;
    }

    /** Of two methods of a name, static and hidden ones too, Camel takes none. */
    @Test
    void every_bean_that_is_called_has_that_method_once() {
        Set<List<String>> calls = new HashSet<>();
        for (Path file : RouteFiles.all()) {
            Matcher found = BEAN.matcher(code(file));
            while (found.find()) {
                calls.add(List.of(found.group(1), found.group(2)));
            }
        }
        for (Object node : RouteFiles.nodes("method")) {
            if (node instanceof Map<?, ?> call) {
                String method = call.get("method").toString().replaceFirst("\\(.*", "");
                calls.add(List.of(call.get("ref").toString(), method));
            }
        }
        assertThat(calls).hasSizeGreaterThan(20);
        for (List<String> call : calls) {
            Object bean = context().getRegistry().lookupByName(call.get(0));
            assertThat(bean).as("bean %s", call.get(0)).isNotNull();
            assertThat(Arrays.stream(bean.getClass().getDeclaredMethods()).map(Method::getName))
                    .as("methods of %s", call.get(0))
                    .containsOnlyOnce(call.get(1));
        }
    }

    @Test
    void every_strategy_that_is_referred_to_exists() {
        assertThat(RouteFiles.nodes("aggregationStrategy"))
                .isNotEmpty()
                .allMatch(name -> isBound(name.toString()));
        assertThat(RouteFiles.nodes("onRedeliveryRef"))
                .isNotEmpty()
                .allMatch(name -> isBound(name.toString()));
    }

    @Test
    void every_class_that_is_named_exists() throws Exception {
        Set<String> classes = new TreeSet<>();
        for (Path file : RouteFiles.all()) {
            Matcher found = EXCEPTION.matcher(code(file));
            while (found.find()) {
                classes.add(found.group());
            }
        }
        assertThat(classes).hasSizeGreaterThan(3);
        for (String name : classes) {
            assertThat(Class.forName(name)).isNotNull();
        }
    }

    private static boolean isBound(String reference) {
        return context().getRegistry().lookupByName(reference.replace("#", "")) != null;
    }

    private static String code(Path file) {
        return RouteFiles.text(file)
                .lines()
                .filter(line -> !line.strip().startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    private static CamelContext context() {
        return rehearsal.reprieve().context();
    }
}
