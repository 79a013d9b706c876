package io.reprieve.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What tells whether a file is still the one that was looked at.
 *
 * @param size bytes
 * @param modified time of the last change, in ms
 * @param key the file system's own name of it, as text; {@code null} where it has none
 */
public record FileFacts(long size, long modified, String key) {
    /** Those of the file that lies there now. */
    public static FileFacts of(Path path) throws IOException {
        return of(Files.readAttributes(path, BasicFileAttributes.class));
    }

    /** Those among what the file system says. */
    public static FileFacts of(BasicFileAttributes facts) {
        return new FileFacts(
                facts.size(), facts.lastModifiedTime().toMillis(), String.valueOf(facts.fileKey()));
    }
}
