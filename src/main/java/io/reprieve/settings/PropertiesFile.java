package io.reprieve.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A properties file in UTF-8, read so that every entry knows its line. {@link Properties} still
 * takes each logical line apart: its rules for escapes are nobody else's.
 */
final class PropertiesFile {

    private final Path file;
    private final List<Problem> problems;
    private final List<Given> entries = new ArrayList<>();
    private final Map<String, Integer> lineOfKey = new HashMap<>();

    private PropertiesFile(Path file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Reads all entries in the order of the file; what cannot be read becomes a problem.
     *
     * @param required whether a missing file is a problem, or the same as an empty one
     */
    static List<Given> read(Path file, boolean required, List<Problem> problems) {
        var reader = new PropertiesFile(file, problems);
        try {
            reader.readLines(text(file));
        } catch (NoSuchFileException e) {
            if (required) {
                reader.problem("does not exist");
            }
        } catch (CharacterCodingException e) {
            reader.problem("is not UTF-8 text; save it in that encoding");
        } catch (IOException e) {
            reader.problem("cannot be read by this user; check that it is a file and its rights");
        }
        return reader.entries;
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private void problem(String words) {
        problems.add(new Problem(file.toString(), "", "the settings file " + words));
    }

    private void readLines(String text) {
        String[] lines = text.split("\r\n|\r|\n");
        int next = 0;
        while (next < lines.length) {
            int first = next;
            var logical = new StringBuilder(lines[next++]);
            boolean comment = isComment(lines[first]);
            while (!comment && goesOn(logical) && next < lines.length) {
                logical.append('\n').append(lines[next++]);
            }
            readEntry(logical.toString(), first + 1);
        }
    }

    private static boolean isComment(String line) {
        String start = line.stripLeading();
        return start.startsWith("#") || start.startsWith("!");
    }

    /** An odd number of backslashes at its end continues a line; an even one is escaped itself. */
    private static boolean goesOn(CharSequence line) {
        int backslashes = 0;
        while (backslashes < line.length()
                && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void readEntry(String logicalLine, int line) {
        var entry = new Properties();
        try {
            entry.load(new StringReader(logicalLine));
        } catch (IOException | IllegalArgumentException e) {
            problems.add(new Problem(key(logicalLine), source(line), "a \\u escape is broken"));
        }
        for (String key : entry.stringPropertyNames()) {
            add(key, entry.getProperty(key).strip(), line);
        }
    }

    private static String key(String logicalLine) {
        return logicalLine.strip().split("[\\s=:]", 2)[0];
    }

    private void add(String key, String value, int line) {
        Integer earlier = lineOfKey.putIfAbsent(key, line);
        if (earlier != null) {
            String words = "stands in line " + earlier + " already; keep one of the two";
            problems.add(new Problem(key, source(line), words));
        }
        entries.add(new Given(key, value, source(line)));
    }

    private String source(int line) {
        return file + ", line " + line;
    }
}
