package io.reprieve.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values in force, one for each setting and name, in the order of the manual. Once the settings
 * are loaded nothing changes any more, and any thread may read.
 */
public final class Values {

    private final Map<String, Value<?>> byKey = new LinkedHashMap<>();
    private final Set<String> keys;
    private final List<Problem> problems;

    private Values(Set<String> keys, List<Problem> problems) {
        this.keys = keys;
        this.problems = problems;
    }

    /** Reads every value; what is wrong is added to the problems. */
    static Values read(Map<String, Given> given, List<Problem> problems) {
        var values = new Values(Set.copyOf(given.keySet()), problems);
        for (Setting<?> setting : Declared.ALL) {
            if (setting.hasName()) {
                values.names(setting).forEach(name -> values.read(setting.named(name), given));
            } else {
                values.read(setting, given);
            }
        }
        values.deriveInbox();
        return values;
    }

    /**
     * Every name that stands in a key of the same group, in alphabetical order.
     *
     * @param one any setting of the group
     */
    public Set<String> names(Setting<?> one) {
        var names = new TreeSet<String>();
        for (Setting<?> setting : Declared.ALL) {
            if (setting.hasName() && setting.group().equals(one.group())) {
                keys.forEach(key -> setting.nameIn(key).ifPresent(names::add));
            }
        }
        return names;
    }

    /** The value; null when there is none, or when it is wrong. */
    public <T> T get(Setting<T> setting) {
        return value(setting).parsed();
    }

    /** The value with where it comes from; never null for a setting, or a name, that there is. */
    // Every value is put in under the key of its own setting.
    @SuppressWarnings("unchecked")
    public <T> Value<T> value(Setting<T> setting) {
        return (Value<T>) byKey.get(setting.key());
    }

    <T> void put(Value<T> value) {
        byKey.put(value.setting().key(), value);
    }

    List<Value<?>> all() {
        return new ArrayList<>(byKey.values());
    }

    private <T> void read(Setting<T> setting, Map<String, Given> given) {
        Given own = given.get(setting.key());
        if (own == null) {
            boolean none = setting.defaultText().isEmpty();
            T parsed = none ? null : setting.type().parse(setting.defaultText());
            put(new Value<>(setting, parsed, none ? "" : "default", true, false));
            return;
        }
        try {
            T parsed = setting.type().parse(own.value());
            boolean byDefault = own.value().equals(setting.defaultText());
            put(new Value<>(setting, parsed, own.source(), byDefault, false));
        } catch (BadValue e) {
            problems.add(new Problem(setting.key(), own.source(), e.getMessage() + hint(own)));
            put(new Value<>(setting, null, own.source(), false, true));
        }
    }

    private static String hint(Given given) {
        boolean commentBehind = given.value().contains(" #") && given.source().contains(", line ");
        return commentBehind ? "; a comment needs a line of its own" : "";
    }

    /** The inbox moves with the data folder, unless it was given a place of its own. */
    private void deriveInbox() {
        Path data = get(Declared.DATA_DIR);
        Value<Path> inbox = value(Declared.FILES_DIR);
        if (data != null && inbox.source().equals("default")) {
            Path derived = data.resolve("inbox");
            put(new Value<>(Declared.FILES_DIR, derived, inbox.source(), true, false));
        }
    }
}
