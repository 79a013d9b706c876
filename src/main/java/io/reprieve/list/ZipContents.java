package io.reprieve.list;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** What is in a zip: a workbook, or exactly one list. */
final class ZipContents implements Closeable {

    /** What file managers leave beside the files of a folder. */
    private static final Set<String> FOLDER_NOTES =
            Set.of("thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r");

    private final ZipFile zip;
    private final List<ZipArchiveEntry> entries;

    private ZipContents(ZipFile zip) {
        this.zip = zip;
        this.entries = Collections.list(zip.getEntries());
    }

    static ZipContents of(Path file) throws IOException {
        SourceChannel bytes = new SourceChannel(Files.newByteChannel(file));
        try {
            ZipEnd.check(bytes);
            ZipContents contents =
                    new ZipContents(ZipFile.builder().setSeekableByteChannel(bytes).get());
            contents.refuseBytesBefore();
            return contents;
        } catch (UnreadableListException | UncheckedIOException e) {
            bytes.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw GuardedStream.damaged(e);
        }
    }

    /** Two archives joined into one file have one directory, which is that of the second. */
    private void refuseBytesBefore() {
        if (zip.getFirstLocalFileHeaderOffset() > 0) {
            throw new UnreadableListException(
                    "Something stands before the zip's beginning, perhaps another zip. Send each list by itself.");
        }
    }

    /**
     * Whether this is an Excel workbook (.xlsx, .xlsm).
     *
     * @throws UnreadableListException for documents of other programs
     */
    boolean isWorkbook() {
        if (has("xl/workbook.bin")) {
            throw Signatures.looksLike("a binary Excel workbook (.xlsb)");
        }
        if (has("content.xml") && has("mimetype")) {
            throw Signatures.looksLike("an OpenDocument file (.ods, .odt)");
        }
        if (entries.stream().anyMatch(e -> isApples(name(e)))) {
            throw Signatures.looksLike("a document of Apple's (.numbers, .pages)");
        }
        if (has("word/document.xml") || has("ppt/presentation.xml")) {
            throw Signatures.looksLike("a Word or PowerPoint document");
        }
        return has("[content_types].xml")
                && entries.stream().anyMatch(e -> name(e).startsWith("xl/"));
    }

    private boolean has(String name) {
        return entries.stream().anyMatch(e -> name(e).equals(name));
    }

    private static String name(ZipArchiveEntry entry) {
        return entry.getName().replace('\\', '/').toLowerCase(Locale.ROOT);
    }

    /** The one list in the archive. */
    ArchiveReader.Opener onlyList() {
        List<ZipArchiveEntry> lists = entries.stream().filter(ZipContents::isList).toList();
        if (lists.size() != 1) {
            throw new UnreadableListException(
                    "The zip holds "
                            + (lists.isEmpty() ? "no file" : lists.size() + " files")
                            + "; it must hold exactly one list. Send each list by itself.");
        }
        ZipArchiveEntry list = lists.get(0);
        if (list.getGeneralPurposeBit().usesEncryption()) {
            throw new UnreadableListException(
                    "The list in the zip is protected by a password. Send it without one.");
        }
        if (!zip.canReadEntryData(list)) {
            throw new UnreadableListException(
                    "The zip uses a compression that cannot be read here. Pack the list again as an ordinary zip, or"
                            + " send it unpacked.");
        }
        return () -> open(list);
    }

    private InputStream open(ZipArchiveEntry entry) throws IOException {
        return new GuardedStream(new CheckedEntry(zip.getInputStream(entry), entry.getCrc()));
    }

    /** The part of a document; null when there is none of that name, whatever its capitals. */
    InputStream open(String part) throws IOException {
        ZipArchiveEntry entry = zip.getEntry(part);
        if (entry == null) {
            String name = part.toLowerCase(Locale.ROOT);
            entry = entries.stream().filter(e -> name(e).equals(name)).findFirst().orElse(null);
        }
        if (entry == null) {
            return null;
        }
        if (entry.getGeneralPurposeBit().usesEncryption() || !zip.canReadEntryData(entry)) {
            throw Signatures.looksLike("a workbook that is protected or very unusual");
        }
        return open(entry);
    }

    private static boolean isApples(String name) {
        return name.equals("index.zip") || (name.startsWith("index/") && name.endsWith(".iwa"));
    }

    private static boolean isList(ZipArchiveEntry entry) {
        String name = name(entry);
        String last = name.substring(name.lastIndexOf('/') + 1);
        return !entry.isDirectory()
                && !name.startsWith("__macosx/")
                && !name.contains("/__macosx/")
                && !last.startsWith(".")
                && !last.startsWith("~$")
                && !FOLDER_NOTES.contains(last);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
