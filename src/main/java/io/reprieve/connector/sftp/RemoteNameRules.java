package io.reprieve.connector.sftp;

import io.reprieve.domain.PlainText;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which names from a server are fit to be used. They come from a stranger. */
final class RemoteNameRules {
    /** File systems end names at 255 bytes, and endings of ours must still fit. */
    private static final int MAX_BYTES = 200;

    private static final String MADE_OF_BAD_BYTES = "\uFFFD";

    private RemoteNameRules() {}

    /**
     * Why a name is not used; empty for one that is.
     *
     * <p>{@code *} and {@code ?} are among them because the client takes them for patterns: to
     * delete a file called {@code *} would empty the folder.
     */
    static Optional<String> problem(String name) {
        if (name.contains("/") || name.contains("\\") || name.contains("..")) {
            return Optional.of("its name leads to another place");
        }
        if (!PlainText.line(name).equals(name)) {
            return Optional.of("its name has line breaks or control characters");
        }
        if (name.contains("*") || name.contains("?")) {
            return Optional.of("its name has * or ?, which stand for other names");
        }
        if (name.contains(MADE_OF_BAD_BYTES)) {
            return Optional.of("its name is not UTF-8");
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of("its name is longer than " + MAX_BYTES + " bytes");
        }
        return Optional.empty();
    }

    /** A name fit for the log. */
    static String shown(String name) {
        return PlainText.line(name.substring(0, Math.min(name.length(), MAX_BYTES)));
    }
}
