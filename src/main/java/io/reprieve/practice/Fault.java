package io.reprieve.practice;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One order to answer badly. Immutable. Written {@code
 * KIND[:VALUE][,code=N][,retry-after=N][@PROBABILITY][xTIMES][+looks|+all]}, for example {@code
 * reset-after}, {@code status:503,retry-after=2x3} or {@code lost@0.05}.
 *
 * @param kind what happens
 * @param value what the kind needs: status, duration, megabytes or address
 * @param code Cloudflare error code within an envelope, 0 for the usual one of the status
 * @param retryAfter {@code Retry-After} in seconds, -1 for none
 * @param probability 0 to 1 for each call that it could hit; 1 hits every one
 * @param times how many calls it hits, 1 or more; {@link #ALWAYS} for every one
 * @param reach which calls it hits
 */
public record Fault(
        FaultKind kind,
        String value,
        int code,
        int retryAfter,
        double probability,
        int times,
        Reach reach) {

    /** So many times that it never ends. */
    public static final int ALWAYS = Integer.MAX_VALUE;

    private static final Pattern FORM =
            Pattern.compile(
                    "(?<kind>[a-z-]+?)(?::(?<value>.*?))??(?:,code=(?<code>\\d{1,6}))?"
                            + "(?:,retry-after=(?<after>\\d{1,6}))?(?:@(?<probability>[0-9.]{1,12}))?"
                            + "(?:x(?<times>[1-9]\\d{0,8}|\\*))?(?<reach>\\+looks|\\+all)?");

    /**
     * Checks every bound.
     *
     * @throws IllegalArgumentException on a broken bound; the message is fit for the operator
     */
    public Fault {
        kind.check(value);
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "a fault's probability is above 0 and at most 1, not " + probability);
        }
        if (times < 1) {
            throw new IllegalArgumentException("a fault happens 1 time or more, not " + times);
        }
    }

    /** A fault of this kind with its usual value, for the next release call. */
    public static Fault of(FaultKind kind) {
        return of(kind, kind.defaultValue());
    }

    /** A fault of this kind for the next release call. */
    public static Fault of(FaultKind kind, String value) {
        return new Fault(kind, value, 0, -1, 1, 1, Reach.RELEASES);
    }

    /**
     * Reads the written form. Without a number of times it hits once, with a probability always.
     *
     * @throws IllegalArgumentException when the text is no fault; the message is fit for the
     *     operator
     */
    public static Fault parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        FaultKind kind =
                parts.matches() ? FaultKind.ofWord(parts.group("kind")).orElse(null) : null;
        if (kind == null) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is no fault; write KIND[:VALUE][,code=N][,retry-after=N][@PROBABILITY][xTIMES][+looks|+all]"
                            + " with one of these kinds: "
                            + FaultKind.words());
        }
        String probability = parts.group("probability");
        return new Fault(
                kind,
                parts.group("value") == null ? kind.defaultValue() : parts.group("value"),
                number(parts.group("code"), 0),
                number(parts.group("after"), -1),
                probability == null ? 1 : probability(probability),
                "*".equals(parts.group("times"))
                        ? ALWAYS
                        : number(parts.group("times"), probability == null ? 1 : ALWAYS),
                Reach.of(parts.group("reach")));
    }

    private static int number(String text, int otherwise) {
        return text == null ? otherwise : Integer.parseInt(text);
    }

    private static double probability(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "' is no probability", notANumber);
        }
    }

    /** The same fault for that many calls. */
    public Fault times(int number) {
        return new Fault(kind, value, code, retryAfter, probability, number, reach);
    }

    /** The same fault for every call from now on. */
    public Fault always() {
        return times(ALWAYS);
    }

    /** The same fault, hitting each call only with that probability. */
    public Fault withProbability(double chance) {
        return new Fault(kind, value, code, retryAfter, chance, times, reach);
    }

    /** The same fault for calls of every kind, not only for releases. */
    public Fault onEveryCall() {
        return new Fault(kind, value, code, retryAfter, probability, times, Reach.ALL);
    }

    /** The same fault with that Cloudflare error code in its envelope. */
    public Fault withCode(int errorCode) {
        return new Fault(kind, value, errorCode, retryAfter, probability, times, reach);
    }

    /** The same fault with that {@code Retry-After}, in seconds. */
    public Fault withRetryAfter(int seconds) {
        return new Fault(kind, value, code, seconds, probability, times, reach);
    }

    /** Kind and value alone, as shown beside a call. */
    String label() {
        return value.isEmpty() ? kind.word() : kind.word() + ":" + value;
    }

    /** The written form, which {@link #parse} reads again. */
    @Override
    public String toString() {
        return label()
                + (code > 0 ? ",code=" + code : "")
                + (retryAfter >= 0 ? ",retry-after=" + retryAfter : "")
                + (probability < 1 ? "@" + chance() : "")
                + (times == ALWAYS ? "x*" : "x" + times)
                + reach.suffix();
    }

    private String chance() {
        return String.format(Locale.ROOT, "%.6f", probability).replaceFirst("0+$", "");
    }
}
