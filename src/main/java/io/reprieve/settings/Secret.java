package io.reprieve.settings;

import io.reprieve.domain.Secrets;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A password, token or key: written out, or {@code file:PATH}, which means the first line of that
 * file without the blanks around it. A relative path starts at the working directory.
 *
 * <p>Safe to share between threads. Has no {@code equals}, and never shows itself.
 */
public final class Secret {

    private static final String FILE = "file:";

    /** No secret is longer; more than that is the wrong file, and is not read into memory. */
    private static final int MAX_BYTES = 16 * 1024;

    private final Path file;
    private volatile String value;

    private Secret(Path file, String value) {
        this.file = file;
        this.value = value;
        note(value);
    }

    /**
     * Reads a secret as it stands in a setting.
     *
     * @param text the secret itself, or {@code file:PATH}
     * @throws SecretException when it is empty, has control characters, or the file cannot be read
     */
    public static Secret of(String text) {
        if (!text.startsWith(FILE)) {
            return new Secret(null, checked(text, "the value"));
        }
        Path path = path(text.substring(FILE.length()).strip());
        return new Secret(path, read(path));
    }

    /** The secret, as last read. For the wire only: keep it out of logs and messages. */
    public String value() {
        return value;
    }

    /**
     * Reads the file again, so that a rotated secret is taken up. A literal never changes.
     *
     * @return whether the secret is another one now
     * @throws SecretException when the file cannot be used now; the last good value stays in force
     */
    public synchronized boolean reload() {
        if (file == null) {
            return false;
        }
        String fresh = read(file);
        boolean changed = !fresh.equals(value);
        note(fresh);
        value = fresh;
        return changed;
    }

    /** Where it comes from, never what it is: {@code ********} or {@code file:PATH}. */
    @Override
    public String toString() {
        return file == null ? "********" : FILE + file;
    }

    /** Whoever repeats a secret may repeat it in another form. */
    private static void note(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        Secrets.add(secret);
        Secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        Secrets.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    }

    private static Path path(String text) {
        if (text.isEmpty()) {
            throw new SecretException("names no file after 'file:'");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new SecretException("names a file that no file system can have");
        }
    }

    private static String read(Path file) {
        if (Files.isDirectory(file)) {
            throw new SecretException("the secret file " + file + " is a folder");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return checked(firstLine(in.readNBytes(MAX_BYTES)), "the first line of " + file);
        } catch (NoSuchFileException e) {
            throw new SecretException("the secret file " + file + " does not exist");
        } catch (AccessDeniedException e) {
            throw new SecretException(
                    "the secret file " + file + " may not be read by this user; give read access");
        } catch (IOException e) {
            throw new SecretException("the secret file " + file + " cannot be read: " + e);
        }
    }

    private static String firstLine(byte[] start) throws IOException {
        var in = new InputStreamReader(new ByteArrayInputStream(start), StandardCharsets.UTF_8);
        String line = new BufferedReader(in).readLine();
        if (line == null) {
            return "";
        }
        return (line.startsWith("\uFEFF") ? line.substring(1) : line).strip();
    }

    private static String checked(String secret, String where) {
        if (secret.isBlank()) {
            throw new SecretException(where + " is empty");
        }
        if (secret.chars().anyMatch(Character::isISOControl)) {
            throw new SecretException(
                    where + " has line breaks or control characters; copy the secret again, alone");
        }
        return secret;
    }
}
