package io.reprieve.list;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Recognises by its first bytes what is no list, and says what to do instead. */
final class Signatures {

    private static final String SAVE_AS = "Save or export the list as CSV or .xlsx.";

    /** First bytes, as ISO 8859-1, and what they begin. */
    private static final Map<String, String> BINARY = new LinkedHashMap<>();

    static {
        BINARY.put("%PDF", "a PDF document");
        BINARY.put("%!PS", "a PostScript document");
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
        BINARY.put("\u0004\"M\u0018", "an LZ4 archive");
        BINARY.put("LZIP\u0001", "an lzip archive");
        BINARY.put("\u001F\u009D", "a compress archive (.Z)");
        BINARY.put("MSCF\0", "a Windows cabinet (.cab)");
        BINARY.put("SQLite format 3", "a database (SQLite)");
        BINARY.put("\0\u0001\0\0Standard ", "a database (Access)");
        BINARY.put("PAR1", "a Parquet file");
        BINARY.put("ARROW1", "an Arrow file");
        BINARY.put("Obj\u0001", "an Avro file");
        BINARY.put("ORC\n", "an ORC file");
        BINARY.put("\u00AC\u00ED\0\u0005", "a Java object");
        BINARY.put("\u007FELF", "a program");
        BINARY.put("MZ\u0090", "a program");
        BINARY.put("!BDN", "an Outlook data file (.pst)");
        BINARY.put("x\u009F>\"", "a message saved by Outlook (winmail.dat)");
        BINARY.put("bplist0", "a property list of Apple's");
    }

    /** What stands further behind in some, as ISO 8859-1. */
    private static final String RIFF_IMAGE = "WEBP";

    private static final String HEIF = "ftyphei";

    private static final String TAR = "ustar";
    private static final int AT_TAR = 257;

    /** The first bytes of what the older programs of Office write. */
    private static final String OLE = "\u00D0\u00CF\u0011\u00E0";

    /** Names of streams, which tell the programs of Office apart. */
    private static final Map<String, String> OLE_STREAMS = new LinkedHashMap<>();

    static {
        OLE_STREAMS.put("EncryptedPackage", "a workbook or document protected by a password");
        OLE_STREAMS.put("__nameid_version", "a message saved by Outlook (.msg)");
        OLE_STREAMS.put("__properties_version", "a message saved by Outlook (.msg)");
        OLE_STREAMS.put("WordDocument", "an old Word document (.doc)");
        OLE_STREAMS.put("PowerPoint Document", "an old PowerPoint document (.ppt)");
        OLE_STREAMS.put("Workbook", "an old Excel workbook (.xls)");
        OLE_STREAMS.put("Book", "an old Excel workbook (.xls)");
    }

    private Signatures() {}

    /** Refuses what its first bytes show to be no text. */
    static void refuseBinary(byte[] head) {
        String start = new String(head, StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> known : BINARY.entrySet()) {
            if (start.startsWith(known.getKey())) {
                throw looksLike(known.getValue());
            }
        }
        if (start.startsWith(OLE)) {
            throw looksLike(office(start));
        }
        if (start.startsWith("RIFF") && start.startsWith(RIFF_IMAGE, 8)) {
            throw looksLike("an image (WebP)");
        }
        if (start.startsWith(HEIF, 4)) {
            throw looksLike("an image (HEIC)");
        }
        if (start.startsWith(TAR, AT_TAR)) {
            throw looksLike("a tar archive");
        }
    }

    private static String office(String start) {
        for (Map.Entry<String, String> stream : OLE_STREAMS.entrySet()) {
            if (start.contains(String.join("\0", stream.getKey().split("")))) {
                return stream.getValue();
            }
        }
        return "an old Excel workbook (.xls), another document of an older Office program (.doc, .msg), or a workbook"
                + " protected by a password";
    }

    /** Refuses decoded text that is something else than a list, or no text at all. */
    static void refuseNoList(CharSequence sample) {
        String text = sample.toString();
        String what = ForeignText.nameOf(text);
        if (what != null) {
            throw looksLike(what);
        }
        refuseControls(sample);
    }

    private static void refuseControls(CharSequence sample) {
        int odd = 0;
        int nothing = 0;
        for (int i = 0; i < sample.length(); i++) {
            char c = sample.charAt(i);
            nothing += c == 0 ? 1 : 0;
            odd += c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A ? 1 : 0;
        }
        // One here and there comes from a program that pads its cells.
        if (nothing > sample.length() / 20) {
            throw looksLike("binary data, or UTF-16 text without a byte order mark");
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
