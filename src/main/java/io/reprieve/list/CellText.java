package io.reprieve.list;

import java.math.BigDecimal;
import java.util.Locale;

/** What a cell of a sheet says, as text. */
final class CellText {

    /** Excel keeps so many digits of a number and makes zeros of the rest. */
    private static final int DIGITS_KEPT = 15;

    private static final int LONGEST_NUMBER = 40;

    private CellText() {}

    /**
     * The text of a cell of that type (null: a number), whose value stands in the builder.
     *
     * @throws UnreadableListException when the value is an index of a text that is not there
     */
    static String of(String type, StringBuilder value, SharedStrings texts) {
        if (value.isEmpty()) {
            return "";
        }
        return switch (type == null ? "n" : type) {
            case "s" -> texts.get(value);
            case "b" -> value.toString().equals("0") ? "FALSE" : "TRUE";
            case "n" -> number(value.toString());
            default -> EscapedText.unescaped(value.toString());
        };
    }

    /**
     * A number as it was typed; one that has lost digits as Excel shows it, so that it is refused.
     */
    private static String number(String value) {
        if (value.length() > LONGEST_NUMBER || isShort(value)) {
            return value;
        }
        try {
            BigDecimal number = new BigDecimal(value.strip());
            return Math.abs((long) number.precision() - number.scale()) > DIGITS_KEPT
                    ? String.format(Locale.ROOT, "%.14E", number)
                    : number.stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private static boolean isShort(String value) {
        return value.length() <= DIGITS_KEPT
                && value.chars().allMatch(c -> IdShape.isDigit((char) c));
    }
}
