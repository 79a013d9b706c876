package io.reprieve.list;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;

/**
 * A list without the archive around it. Can be opened again; keeps files open until it is closed.
 */
final class ArchiveReader implements Closeable {

    private static final int MAX_LAYERS = 3;

    /** Opens the bytes from their start. */
    interface Opener {
        InputStream open() throws IOException;
    }

    private final ListSource source;
    private final Deque<AutoCloseable> held = new ArrayDeque<>();
    private final StringJoiner packing = new StringJoiner(", ");
    private Opener opener;
    private Path file;
    private byte[] head;
    private RowBoundStream rows;
    private boolean workbook;

    /** Length of the archive, or -1 while there is none. */
    private long packedBytes = -1;

    private ArchiveReader(ListSource source) {
        this.source = source;
        opener = () -> new SourceStream(source.open());
        file = source instanceof FileSource onDisk ? onDisk.file() : null;
    }

    /**
     * Looks into a source.
     *
     * @throws UnreadableListException when an archive is damaged or holds not exactly one list
     */
    static ArchiveReader of(ListSource source) throws IOException {
        ArchiveReader unpacked = new ArchiveReader(source);
        try {
            unpacked.unpack();
            return unpacked;
        } catch (IOException | RuntimeException e) {
            unpacked.close();
            throw e;
        }
    }

    private void unpack() throws IOException {
        for (int layer = 0; layer < MAX_LAYERS; layer++) {
            readHead();
            if (startsWith(0x1F, 0x8B)) {
                ungzip();
            } else if (isZip()) {
                if (!unzip()) {
                    return;
                }
            } else {
                return;
            }
        }
        throw new UnreadableListException(
                "The list is packed into more than "
                        + (MAX_LAYERS - 1)
                        + " archives, one in the other. Unpack it first.");
    }

    private void ungzip() throws IOException {
        notePacked();
        Opener packed = opener;
        opener = () -> new GuardedStream(new GzipStream(packed.open()));
        file = null;
        packing.add("gzipped");
    }

    private void notePacked() throws IOException {
        packedBytes = packedBytes < 0 ? source.length() : packedBytes;
    }

    /** Goes into a zip, unless it is a workbook: then this is as far as it goes. */
    private boolean unzip() throws IOException {
        ZipContents zip = hold(ZipContents.of(asFile()));
        workbook = zip.isWorkbook();
        if (!workbook) {
            notePacked();
            opener = zip.onlyList();
            file = null;
            packing.add("zipped");
        }
        return !workbook;
    }

    /** A zip; one that is empty; the first of several volumes, with or without others. */
    private boolean isZip() {
        return startsWith('P', 'K', 3, 4)
                || startsWith('P', 'K', 5, 6)
                || startsWith('P', 'K', 7, 8)
                || startsWith('P', 'K', '0', '0', 'P', 'K');
    }

    private void readHead() throws IOException {
        try (InputStream bytes = opener.open()) {
            head = bytes.readNBytes(Limits.HEAD);
        }
    }

    private boolean startsWith(int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The bytes from their start, for a look before the rows are read; the caller closes the
     * stream.
     */
    InputStream open() throws IOException {
        return packedBytes < 0 ? opener.open() : RowBoundStream.look(opener.open(), packedBytes);
    }

    /** The bytes from their start, to read rows from, until this is closed. */
    InputStream openHeld() throws IOException {
        rows = hold(new RowBoundStream(opener.open()));
        return rows;
    }

    /** Notes that a row came of the bytes held open. */
    void rowRead() {
        if (rows != null) {
            rows.row();
        }
    }

    /** The list as a file on disk: itself, or a copy that lives until this is closed. */
    Path asFile() throws IOException {
        if (file == null) {
            file = hold(SpooledFile.of(opener)).path();
        }
        return file;
    }

    /** Keeps something open until this is closed. */
    <T extends AutoCloseable> T hold(T resource) {
        held.push(resource);
        return resource;
    }

    byte[] head() {
        return head;
    }

    boolean isWorkbook() {
        return workbook;
    }

    /** Words for the archives around the list; empty when there are none. */
    String packing() {
        return packing.toString();
    }

    @Override
    public void close() throws IOException {
        while (!held.isEmpty()) {
            close(held.pop());
        }
    }

    private static void close(AutoCloseable resource) throws IOException {
        try {
            resource.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
