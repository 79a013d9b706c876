package io.reprieve.list;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A list in a file. */
record FileSource(Path file) implements ListSource {

    @Override
    public InputStream open() throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public long length() throws IOException {
        return Files.size(file);
    }

    @Override
    public String name() {
        return String.valueOf(file.getFileName());
    }
}
