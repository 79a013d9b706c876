package io.reprieve.intake;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Recognises by its first bytes what is no list, and says what to do instead. */
final class Signatures {

    private static final String SAVE_AS = "Save or export the list as CSV or .xlsx.";
    private static final String OLE =
            "an old Excel workbook (.xls), or a workbook protected by a password";

    /** First bytes, as ISO 8859-1, and what they begin. */
    private static final Map<String, String> BINARY = new LinkedHashMap<>();

    static {
        BINARY.put("\u00D0\u00CF\u0011\u00E0", OLE);
        BINARY.put("%PDF", "a PDF document");
        BINARY.put("\u0089PNG", "an image (PNG)");
        BINARY.put("\u00FF\u00D8\u00FF", "an image (JPEG)");
        BINARY.put("GIF8", "an image (GIF)");
        BINARY.put("II*\0", "an image (TIFF)");
        BINARY.put("MM\0*", "an image (TIFF)");
        BINARY.put("{\\rtf", "a text document (RTF)");
        BINARY.put("7z\u00BC\u00AF", "a 7-Zip archive");
        BINARY.put("Rar!", "a RAR archive");
        BINARY.put("BZh", "a bzip2 archive");
        BINARY.put("\u00FD7zXZ", "an xz archive");
        BINARY.put("(\u00B5/\u00FD", "a Zstandard archive");
        BINARY.put("SQLite format 3", "a database (SQLite)");
        BINARY.put("PAR1", "a Parquet file");
        BINARY.put("\u007FELF", "a program");
        BINARY.put("MZ\u0090", "a program");
        BINARY.put("x\u009F>\"", "a message saved by Outlook (winmail.dat)");
    }

    private Signatures() {}

    /** Refuses what its first bytes show to be no text. */
    static void refuseBinary(byte[] head) {
        String start = new String(head, 0, Math.min(16, head.length), StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> known : BINARY.entrySet()) {
            if (start.startsWith(known.getKey())) {
                throw looksLike(known.getValue());
            }
        }
    }

    /** Refuses decoded text that is a page, or no text at all. */
    static void refuseNoList(CharSequence sample) {
        String start =
                Cells.strip(sample.subSequence(0, Math.min(512, sample.length())).toString());
        String lower = start.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<!doctype html")
                || startsTag(lower, "html", "head", "body", "table", "meta")) {
            throw looksLike("a web page (HTML)");
        }
        if (lower.startsWith("<?xml")
                || lower.startsWith("<!--")
                || lower.startsWith("<!doctype")) {
            throw looksLike("an XML document");
        }
        refuseControls(sample);
    }

    private static boolean startsTag(String lower, String... names) {
        for (String name : names) {
            if (lower.startsWith("<" + name + ">") || lower.startsWith("<" + name + " ")) {
                return true;
            }
        }
        return false;
    }

    private static void refuseControls(CharSequence sample) {
        int odd = 0;
        for (int i = 0; i < sample.length(); i++) {
            char c = sample.charAt(i);
            if (c == 0) {
                throw looksLike("binary data, or UTF-16 text without a byte order mark");
            }
            odd += c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A ? 1 : 0;
        }
        if (odd > 8 && odd > sample.length() / 20) {
            throw looksLike("binary data");
        }
    }

    static UnreadableListException looksLike(String what) {
        return new UnreadableListException(
                "This looks like " + what + ", not like a list. " + SAVE_AS);
    }
}
