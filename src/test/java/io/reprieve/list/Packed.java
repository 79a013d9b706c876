package io.reprieve.list;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs lists, for tests. */
final class Packed {

    private Packed() {}

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A gzip of a start and of so many bytes of something said over and over. */
    static byte[] flood(String start, String again, long bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] block = again.repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(start.getBytes(StandardCharsets.UTF_8));
            for (long written = 0; written < bytes; written += block.length) {
                gzip.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /** A zip of entries given as name, text, name, text. */
    static byte[] zip(String... entries) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            files.put(entries[i], entries[i + 1].getBytes(StandardCharsets.UTF_8));
        }
        return zip(files);
    }

    static byte[] zip(Map<String, byte[]> files) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
