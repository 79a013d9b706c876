package io.reprieve.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Puts the sources on top of each other, so that one value is left for each key. */
final class Layers {

    private final Map<String, Given> strongest = new HashMap<>();
    private final List<Problem> problems;

    private Layers(List<Problem> problems) {
        this.problems = problems;
    }

    /** The strongest value of every key that has one; unknown keys become problems. */
    static Map<String, Given> merge(SettingsSources sources, List<Problem> problems) {
        var layers = new Layers(problems);
        layers.addFallbacks(sources.environment());
        layers.addFile(sources.baseFile(), false);
        sources.configFile().ifPresent(file -> layers.addFile(file, true));
        layers.addEnvironment(sources.environment());
        layers.addKeys(sources.systemProperties(), "-D");
        layers.addKeys(sources.overrides(), "command line, ");
        return layers.strongest;
    }

    private void add(Given given) {
        KnownKeys.check(given, problems);
        put(given);
    }

    private void put(Given given) {
        if (!given.value().isEmpty()) {
            strongest.put(given.key(), given);
        }
    }

    private void addFallbacks(Map<String, String> environment) {
        for (Setting<?> setting : Declared.ALL) {
            // Those of proxies are written in small letters as often.
            for (String name : List.of(lower(setting.fallback()), setting.fallback())) {
                String value = environment.getOrDefault(name, "").strip();
                put(new Given(setting.key(), value, Given.variable(name)));
            }
        }
    }

    /** The other way to write a variable that is not for this program alone. */
    static String lower(String variable) {
        return variable.toLowerCase(Locale.ROOT);
    }

    /**
     * The files are ours alone, so that a slip in the prefix is a slip, not another program's key.
     */
    private void addFile(Path file, boolean required) {
        for (Given given : PropertiesFile.read(file, required, problems)) {
            if (NearestKey.isPrefix(given.key().split("\\.", 2)[0])) {
                add(given);
            }
        }
    }

    private void addEnvironment(Map<String, String> environment) {
        for (var variable : new TreeMap<>(environment).entrySet()) {
            if (variable.getKey().startsWith("REPRIEVE_")) {
                KnownKeys.ofVariable(variable.getKey(), variable.getValue(), problems)
                        .ifPresent(this::add);
            }
        }
    }

    private void addKeys(Map<String, String> values, String source) {
        for (var property : new TreeMap<>(values).entrySet()) {
            String key = property.getKey();
            if (key.startsWith("reprieve.")) {
                add(new Given(key, property.getValue().strip(), source + key));
            }
        }
    }
}
