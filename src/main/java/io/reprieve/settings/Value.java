package io.reprieve.settings;

/**
 * A value in force.
 *
 * @param setting its declaration, for one name where there are names
 * @param parsed of the setting's type; null when there is none or it is wrong
 * @param source where it was given, or {@code default}
 * @param byDefault whether it says what the declaration says anyway
 * @param wrong whether it is reported already, so that nothing else is said about it
 */
public record Value<T>(
        Setting<T> setting, T parsed, String source, boolean byDefault, boolean wrong) {

    /** Whether it comes from a variable that may be there for other programs. */
    boolean fromFallback() {
        return !setting.fallback().isEmpty() && source.equals(Given.variable(setting.fallback()));
    }

    /** The value as a route wants it; only for what is set and not hidden. */
    String placeholder() {
        return setting.type().placeholder().apply(parsed);
    }

    /** The value for humans: secrets masked. */
    String shown() {
        if (parsed == null) {
            return "(not set)";
        }
        if (!setting.type().isHidden()) {
            return setting.type().shown().apply(parsed);
        }
        return parsed instanceof Secret secret ? secret.toString() : "********";
    }
}
