package io.reprieve.list;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** As {@link SourceStream}, for a list that is read out of order. */
record SourceChannel(SeekableByteChannel bytes) implements SeekableByteChannel {

    @Override
    public int read(ByteBuffer target) {
        try {
            return bytes.read(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long position() throws IOException {
        return bytes.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        bytes.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return bytes.size();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return bytes.isOpen();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
