package io.reprieve.list;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A list in memory. A class and no record, because two sources are never compared. */
final class BytesSource implements ListSource {

    private final String name;
    private final byte[] bytes;

    BytesSource(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public String name() {
        return name;
    }
}
