package io.reprieve.practice;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options, so that a wrong one is explained in the words of its own reader. */
final class OptionText {

    private OptionText() {}

    /** A rate limit. */
    static final class AsRateLimit extends Reader<RateLimit> {
        AsRateLimit() {
            super(RateLimit::parse);
        }
    }

    /** A duration. */
    static final class AsDuration extends Reader<Duration> {
        AsDuration() {
            super(DurationText::parse);
        }
    }

    /** A fault. */
    static final class AsFault extends Reader<Fault> {
        AsFault() {
            super(Fault::parse);
        }
    }

    /** A form of body. */
    static final class AsBodyForm extends Reader<PracticeBodyForm> {
        AsBodyForm() {
            super(OptionText::bodyForm);
        }
    }

    private static PracticeBodyForm bodyForm(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "both" -> PracticeBodyForm.BOTH;
            case "array" -> PracticeBodyForm.ARRAY;
            case "ids" -> PracticeBodyForm.IDS;
            default ->
                    throw new IllegalArgumentException(
                            "'" + text + "' is no form of body; write both, array or ids");
        };
    }

    private abstract static class Reader<T> implements ITypeConverter<T> {

        private final Function<String, T> read;

        Reader(Function<String, T> read) {
            this.read = read;
        }

        @Override
        public T convert(String text) {
            try {
                return read.apply(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(wrong.getMessage());
            }
        }
    }
}
