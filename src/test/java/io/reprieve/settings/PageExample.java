package io.reprieve.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The settings that a page of the manual shows as an example. */
final class PageExample {
    private PageExample() {}

    /** Every key and value of the first block of properties on that page. */
    static Map<String, String> of(String page) throws IOException {
        String text = Files.readString(Path.of(page));
        int begin = text.indexOf("```properties") + "```properties".length();
        Properties read = new Properties();
        read.load(new StringReader(text.substring(begin, text.indexOf("```", begin))));
        Map<String, String> example = new HashMap<>();
        read.forEach((key, value) -> example.put(key.toString(), value.toString()));
        return example;
    }
}
