package io.reprieve.report.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.reprieve.files.AtomicFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A CSV file with a header (RFC 4180, UTF-8) that appears whole or not at all. */
final class RowFile implements Closeable {

    private final AtomicFile file;
    private final CsvWriter csv;

    private RowFile(AtomicFile file) {
        this.file = file;
        this.csv =
                CsvWriter.builder()
                        .lineDelimiter(LineDelimiter.CRLF)
                        .build(file.out(), StandardCharsets.UTF_8);
    }

    static RowFile create(Path target, String... header) throws IOException {
        RowFile rows = create(target);
        rows.add(header);
        return rows;
    }

    /** A file that has no headings yet. */
    static RowFile create(Path target) throws IOException {
        return new RowFile(AtomicFile.create(target));
    }

    void add(String... cells) throws IOException {
        try {
            csv.writeRecord(cells);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A line that whoever reads lists passes over. */
    void comment(String words) throws IOException {
        try {
            csv.writeComment(" " + words);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Brings everything to the disk, so that what follows can hardly fail. */
    void sync() throws IOException {
        try {
            csv.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        file.sync();
    }

    void commit() throws IOException {
        file.commit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
