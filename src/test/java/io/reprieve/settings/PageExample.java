package io.reprieve.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** The settings that a page of the manual shows as an example. */
public final class PageExample {
    private PageExample() {}

    /** Every key and value of the first block of properties on that page. */
    public static Map<String, String> of(String page) throws IOException {
        return of(page, "");
    }

    /** The same of the first block below a heading. */
    public static Map<String, String> of(String page, String heading) throws IOException {
        String whole = Files.readString(Path.of(page));
        String text = whole.substring(whole.indexOf(heading));
        int begin = text.indexOf("```properties") + "```properties".length();
        Properties read = new Properties();
        read.load(new StringReader(text.substring(begin, text.indexOf("```", begin))));
        Map<String, String> example = new HashMap<>();
        read.forEach((key, value) -> example.put(key.toString(), value.toString()));
        return example;
    }

    /** The settings with these, and with an account. */
    public static Settings load(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(given);
        all.put("reprieve.cloudflare.account-id", Sources.ID);
        all.put("reprieve.cloudflare.api-token", "token");
        return ShippedSettings.with(all);
    }
}
