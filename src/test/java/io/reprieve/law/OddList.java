package io.reprieve.law;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A list as somebody might send it.
 *
 * @param name the file's name
 * @param bytes its content
 * @param ids the ids that stand in it and are meant, in any order
 * @param form what it was built as, for the log of a run
 */
record OddList(String name, byte[] bytes, List<String> ids, String form) {
    private static final int MAX_SHOWN = 500;

    /** For the message of a test. */
    String shown() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return name + " (" + form + "): " + text.substring(0, Math.min(text.length(), MAX_SHOWN));
    }
}
