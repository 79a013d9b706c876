package io.reprieve.route;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who sends to whom in the shipped route files, as they are written: routes, the ledger between
 * them, and what lies outside.
 */
final class FlowGraph {
    private static final String LEDGER = "ledger";

    /** What is not a route; its name, and how it is drawn. */
    private static final Map<String, String> OUTSIDE = new LinkedHashMap<>();

    static {
        OUTSIDE.put("inbox", "inbox([inbox folder])");
        OUTSIDE.put("sftp", "sftp([SFTP server])");
        OUTSIDE.put("jms-burst", "jms([JMS queue])");
        OUTSIDE.put("command", "terminal([bin/reprieve release])");
        OUTSIDE.put("schedule", "schedule([schedule])");
        OUTSIDE.put("timer", "timer([timer])");
        OUTSIDE.put("cloudflare", "cloudflare([Cloudflare])");
        OUTSIDE.put("reports", "reports([reports, dead letter])");
        OUTSIDE.put("answers", "answers([JMS answers])");
        OUTSIDE.put("sftp-results", "results([SFTP results])");
        OUTSIDE.put("https", "webhook([webhook])");
        OUTSIDE.put("smtp", "mail([mail server])");
    }

    /** What steps write by themselves, by words of the line of a file that says what goes out. */
    private static final Map<String, String> BY_BEANS =
            Map.of("out   reports/", "reports", "{{reprieve.output.jms.results}}", "answers");

    private static final Pattern OUT_TO_LEDGER =
            Pattern.compile("(?m)^#\\s+(out )?\\s*.*the ledger:");

    private final Map<String, Node> routes = new LinkedHashMap<>();

    /** A route: its file, what it takes from, what it sends to. */
    record Node(String id, Path file, String from, List<String> to) {
        String label() {
            return file.getFileName().toString().replace(".camel.yaml", "");
        }
    }

    private FlowGraph() {}

    /** The graph of the files in the folder of routes. */
    static FlowGraph read() {
        FlowGraph graph = new FlowGraph();
        for (Path file : RouteFiles.all()) {
            for (Map<?, ?> route : RouteFiles.routes(file)) {
                Map<?, ?> from = (Map<?, ?>) route.get("from");
                List<String> to = new ArrayList<>();
                RouteFiles.walk(
                        from.get("steps"),
                        (key, value) -> {
                            if (key.equals("uri")) {
                                to.add(value.toString());
                            }
                        });
                to.removeIf(uri -> uri.startsWith("bean:"));
                String id = route.get("id").toString();
                graph.routes.put(id, new Node(id, file, address(from), to));
            }
        }
        return graph;
    }

    /** The routes, in the order of the files. */
    List<Node> routes() {
        return List.copyOf(routes.values());
    }

    /** Addresses in the program that somebody sends to. */
    Set<String> sent() {
        return routes.values().stream()
                .flatMap(node -> node.to().stream())
                .filter(FlowGraph::isInside)
                .map(FlowGraph::anyName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Addresses in the program that a route takes from. */
    Set<String> taken() {
        return routes.values().stream()
                .map(Node::from)
                .filter(FlowGraph::isInside)
                .map(FlowGraph::anyName)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The drawing, in Mermaid's language. */
    String mermaid() {
        Set<String> edges = new LinkedHashSet<>();
        Set<String> used = new LinkedHashSet<>();
        for (Node route : routes.values()) {
            source(route, edges, used);
        }
        for (Node route : routes.values()) {
            targets(route, edges, used);
        }
        StringBuilder text = new StringBuilder("flowchart LR\n");
        OUTSIDE.forEach(
                (name, drawn) -> {
                    if (used.contains(name)) {
                        text.append("  ").append(drawn).append('\n');
                    }
                });
        text.append("  ledger[(ledger)]\n");
        Map<String, String> labels = new TreeMap<>();
        routes.values().forEach(route -> labels.put(name(route), route.label()));
        labels.forEach(
                (name, label) ->
                        text.append("  ").append(name).append('[').append(label).append("]\n"));
        edges.forEach(edge -> text.append("  ").append(edge).append('\n'));
        return text.toString();
    }

    private void source(Node route, Set<String> edges, Set<String> used) {
        String from = route.from();
        if (from.startsWith("ledger:")) {
            String kind = from.replaceFirst("ledger:(\\w+).*", "$1");
            edges.add("ledger -- " + kind + " --> " + name(route));
        } else if (!from.startsWith("direct:") || from.equals("direct:command")) {
            String outside = outside(from);
            used.add(outside);
            edges.add(drawn(outside) + " --> " + name(route));
        }
    }

    private void targets(Node route, Set<String> edges, Set<String> used) {
        for (String to : route.to()) {
            if (isInside(to)) {
                for (Node taker : routes.values()) {
                    boolean isTaken = anyName(taker.from()).equals(anyName(to));
                    if (isTaken && !name(taker).equals(name(route))) {
                        edges.add(name(route) + " --> " + name(taker));
                    }
                }
            } else {
                String outside = to.equals("sftp") ? "sftp-results" : outside(to);
                used.add(outside);
                edges.add(name(route) + " --> " + drawn(outside));
            }
        }
        BY_BEANS.forEach(
                (words, outside) -> {
                    if (header(route.file()).contains(words)) {
                        used.add(outside);
                        edges.add(name(route) + " -.-> " + drawn(outside));
                    }
                });
        if (OUT_TO_LEDGER.matcher(header(route.file())).find()) {
            edges.add(name(route) + " -.-> " + LEDGER);
        }
    }

    private static String header(Path file) {
        return RouteFiles.text(file)
                .lines()
                .takeWhile(line -> line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    /** The routes of a file are drawn as one: the files are the steps of the flow. */
    private static String name(Node route) {
        return "r" + route.label();
    }

    private static String drawn(String outside) {
        return OUTSIDE.get(outside).replaceFirst("\\(.*", "");
    }

    private static String outside(String uri) {
        if (uri.contains("base-url")) {
            return "cloudflare";
        }
        if (uri.startsWith("{{")) {
            return "schedule";
        }
        return uri.equals("direct:command") ? "command" : uri.replaceFirst(":.*", "");
    }

    /** Whether an address is another route's, or the ledger's. */
    static boolean isInside(String uri) {
        return uri.startsWith("direct:") || uri.startsWith("ledger:") || uri.startsWith("seda:");
    }

    /** Whether what lies outside is drawn, so that none is forgotten. */
    static boolean isKnownOutside(String uri) {
        return OUTSIDE.containsKey(outside(uri));
    }

    private static String address(Map<?, ?> from) {
        Object parameters = from.get("parameters");
        Object to = parameters instanceof Map<?, ?> map ? map.get("to") : null;
        return from.get("uri") + (to == null ? "" : "?to=" + to);
    }

    /** What stands for a name, now or for each message, may be any name. */
    private static String anyName(String uri) {
        return uri.replaceAll("[{$]\\{[^}]+\\}\\}?", "*");
    }
}
