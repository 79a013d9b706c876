package io.reprieve.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices files beside the routes that nothing loads: whoever put them there believes otherwise.
 */
final class UnknownRoutes {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.start");

    private UnknownRoutes() {}

    /**
     * Says which files of the folder are not loaded, whatever the settings are.
     *
     * @param routes the folder of the route files
     * @param names those that can be loaded, without {@code .camel.yaml}
     */
    static void tell(Path routes, Collection<String> names) {
        for (Path file : unknown(routes, names)) {
            LOG.warn(
                    "{} is not loaded: routes are loaded by name, and this one is not known. How to"
                            + " add one: docs/architecture.md, 'Adding a door'",
                    file);
        }
    }

    static List<Path> unknown(Path routes, Collection<String> names) {
        Set<String> known = new HashSet<>();
        names.forEach(name -> known.add(name + ".camel.yaml"));
        try (Stream<Path> files = Files.list(routes)) {
            return files.filter(file -> !known.contains(file.getFileName().toString()))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            // Who loads them says so.
            return List.of();
        }
    }
}
