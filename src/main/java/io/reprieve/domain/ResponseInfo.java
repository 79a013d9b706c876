package io.reprieve.domain;

import java.util.regex.Pattern;

/**
 * What is worth keeping of an answer, whatever it means. Immutable.
 *
 * @param httpStatus status of the answer, or null when none came
 * @param errorCode Cloudflare's error code, or null
 * @param words what the answer said, or why there was none: one line, at most {@value #MAX_WORDS}
 *     characters, null when there is nothing to say
 * @param cfRay Cloudflare's name for the call, which its support asks for, or null
 */
public record ResponseInfo(Integer httpStatus, String errorCode, String words, String cfRay) {
    /** Most characters of an answer that a report keeps. */
    public static final int MAX_WORDS = 300;

    private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+");

    /** No answer and nothing known. */
    public static final ResponseInfo NONE = new ResponseInfo(null, null, null, null);

    /**
     * Cuts the words to one line of bounded length. No secret of ours is in any of it, and nothing
     * that a terminal would act on.
     */
    public ResponseInfo {
        errorCode = cut(PlainText.line(Secrets.mask(errorCode)), MAX_WORDS);
        words = words == null ? null : oneLine(Secrets.mask(words));
        cfRay = cut(PlainText.line(Secrets.mask(cfRay)), MAX_WORDS);
    }

    /** For the report: the status, the code and the words, as far as they are known. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        if (httpStatus != null) {
            text.append("HTTP ").append(httpStatus);
        }
        if (errorCode != null) {
            text.append(text.isEmpty() ? "" : ", ").append("code ").append(errorCode);
        }
        if (words != null && !words.isEmpty()) {
            text.append(text.isEmpty() ? "" : ": ").append(words);
        }
        return text.isEmpty() ? "no answer" : text.toString();
    }

    private static String oneLine(String words) {
        return cut(PlainText.line(BLANKS.matcher(words).replaceAll(" ").strip()), MAX_WORDS);
    }

    private static String cut(String line, int most) {
        if (line == null || line.length() <= most) {
            return line;
        }
        boolean inside = Character.isHighSurrogate(line.charAt(most - 2));
        return line.substring(0, most - (inside ? 2 : 1)) + "…";
    }
}
