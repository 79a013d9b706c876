package io.reprieve.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notices variables that say one thing for all programs (such as {@code CLOUDFLARE_API_TOKEN}) and
 * another for this one. Ours is the stronger; but who sets the other later, after a rehearsal in
 * the same shell, believes that it counts.
 */
final class Overruled {
    private Overruled() {}

    /** What is used, what is not, and how to change that; empty where nothing contradicts. */
    static Optional<String> words(Map<String, Given> given, Map<String, String> environment) {
        List<String> used = new ArrayList<>();
        List<String> unused = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (Setting<?> setting : Declared.ALL) {
            String variable = Setting.variable(setting.key());
            Given own = given.get(setting.key());
            boolean isOurs = own != null && own.source().equals(Given.variable(variable));
            if (setting.fallback().isEmpty() || !isOurs) {
                continue;
            }
            ours.add(variable);
            String other = environment.getOrDefault(setting.fallback(), "").strip();
            if (!other.isEmpty() && !other.equals(own.value())) {
                used.add(variable);
                unused.add(setting.fallback());
            }
        }
        return used.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        String.join(", ", used)
                                + " overrules "
                                + String.join(", ", unused)
                                + ", which says otherwise and is not used. To use it: unset "
                                + String.join(" ", ours));
    }
}
