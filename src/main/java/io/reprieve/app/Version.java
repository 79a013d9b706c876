package io.reprieve.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this program, as the build wrote it down. */
public final class Version {
    private Version() {}

    /** For example {@code 0.1.0}. */
    public static String get() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new IllegalStateException("The version file cannot be read.", e);
        }
        return properties.getProperty("version");
    }
}
