package io.reprieve.cli;

import java.nio.file.Path;

/** Where the program's own files are: {@code routes}, {@code config}, {@code examples}. */
final class Home {
    private Home() {}

    private static Path folder() {
        return Path.of(System.getProperty("io.reprieve.home", "."));
    }

    static Path routes() {
        return folder().resolve("routes");
    }

    static Path settings() {
        return folder().resolve("config").resolve("application.properties");
    }

    static Path example(String name) {
        return folder().resolve("examples").resolve(name);
    }

    static Path target() {
        return folder().resolve("target");
    }
}
