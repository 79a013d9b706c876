package io.reprieve.settings;

import java.util.function.Function;

/**
 * A kind of value: what is allowed, how it is read, how it is shown.
 *
 * @param <T> what a text becomes
 * @param allowed the bounds in words, such as "a whole number from 1 to 20"
 * @param parser reads a text that is not blank; throws {@link BadValue}
 * @param quoted how a wrong text may be shown in a message; empty when it may not
 * @param shown the value as an operator wants it; null for what must not be shown at all
 * @param placeholder the value as a route wants it
 */
public record ValueType<T>(
        String allowed,
        Function<String, T> parser,
        Function<String, String> quoted,
        Function<T, String> shown,
        Function<T, String> placeholder) {

    private static final int SHOWN_CHARACTERS = 80;

    public static <T> ValueType<T> shown(
            String allowed, Function<String, T> parser, Function<T, String> form) {
        return new ValueType<>(allowed, parser, ValueType::quote, form, form);
    }

    public static <T> ValueType<T> hidden(String allowed, Function<String, T> parser) {
        return new ValueType<>(allowed, parser, text -> "", null, null);
    }

    /** The same kind, but wrong texts are shown in another way. */
    public ValueType<T> quotedAs(Function<String, String> form) {
        return new ValueType<>(allowed, parser, form, shown, placeholder);
    }

    /** The same kind, but routes get the value in another form. */
    public ValueType<T> forRoutes(Function<T, String> form) {
        return new ValueType<>(allowed, parser, quoted, shown, form);
    }

    boolean isHidden() {
        return shown == null;
    }

    /** Reads a value; the message of the exception is the whole sentence for the operator. */
    public T parse(String text) {
        try {
            return parser.apply(text);
        } catch (BadValue e) {
            String subject = quoted.apply(text);
            String start = subject.isEmpty() ? "" : subject + " ";
            throw new BadValue(start + e.getMessage() + "; allowed: " + allowed);
        }
    }

    /** A wrong text as a message shows it: on one line, in quotes, at most 80 characters. */
    public static String quote(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= SHOWN_CHARACTERS
                ? "'" + line + "'"
                : "'" + line.substring(0, SHOWN_CHARACTERS) + "…'";
    }
}
