package io.reprieve.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The shipped route files as trees of YAML, and ways to walk them. */
final class RouteFiles {
    static final Path FOLDER = Path.of("routes");

    private RouteFiles() {}

    /** The files in flow order. */
    static List<Path> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A file as text. */
    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** All that stands under {@code - key:} at the top of any file. */
    static List<Map<?, ?>> top(String key) {
        List<Map<?, ?>> found = new ArrayList<>();
        for (Path file : all()) {
            for (Object entry : (List<?>) tree(file)) {
                if (((Map<?, ?>) entry).get(key) instanceof Map<?, ?> node) {
                    found.add(node);
                }
            }
        }
        return found;
    }

    /** Every node under that key, however deep, in every file. */
    static List<Object> nodes(String key) {
        List<Object> found = new ArrayList<>();
        walk(
                (name, node) -> {
                    if (name.equals(key)) {
                        found.add(node);
                    }
                });
        return found;
    }

    /** The steps of all routes and rules: the name of each EIP with what stands below it. */
    static List<Map.Entry<String, Object>> steps() {
        List<Map.Entry<String, Object>> found = new ArrayList<>();
        for (Object steps : nodes("steps")) {
            for (Object step : (List<?>) steps) {
                ((Map<?, ?>) step)
                        .forEach((eip, node) -> found.add(Map.entry(eip.toString(), node)));
            }
        }
        return found;
    }

    /** Shows every key and what stands below it, in every file. */
    static void walk(BiConsumer<String, Object> visitor) {
        all().forEach(file -> walk(tree(file), visitor));
    }

    /** The routes of a file, those of templates too. */
    static List<Map<?, ?>> routes(Path file) {
        List<Map<?, ?>> found = new ArrayList<>();
        for (Object entry : (List<?>) tree(file)) {
            Map<?, ?> one = (Map<?, ?>) entry;
            if (one.get("route") instanceof Map<?, ?> route) {
                found.add(route);
            } else if (one.get("routeTemplate") instanceof Map<?, ?> template) {
                found.add((Map<?, ?>) template.get("route"));
            }
        }
        return found;
    }

    /** Shows every key and what stands below it, under that node. */
    static void walk(Object node, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach(
                    (key, value) -> {
                        visitor.accept(key.toString(), value);
                        walk(value, visitor);
                    });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> walk(item, visitor));
        }
    }

    private static Object tree(Path file) {
        return new Load(LoadSettings.builder().build()).loadFromString(text(file));
    }
}
