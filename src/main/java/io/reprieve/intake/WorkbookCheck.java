package io.reprieve.intake;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Goes through a workbook before the library reads it, and refuses what would fill the memory: the
 * library holds all shared strings and whole rows, and believes every cell address and string
 * index.
 */
final class WorkbookCheck {

    private static final int MOST_PARTS = 10_000;

    private final XMLInputFactory factory = new InputFactoryImpl();
    private final WorkbookTally tally = new WorkbookTally();

    private WorkbookCheck() {
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    }

    static void check(Path workbook) throws IOException {
        WorkbookCheck check = new WorkbookCheck();
        try (ZipFile zip = ZipFile.builder().setPath(workbook).get()) {
            int parts = 0;
            for (ZipArchiveEntry part : Collections.list(zip.getEntries())) {
                if (part.getGeneralPurposeBit().usesEncryption() || ++parts > MOST_PARTS) {
                    throw Signatures.looksLike("a workbook that is protected or very unusual");
                }
                check.part(zip.getInputStream(part));
            }
        }
        check.tally.refuseMissingStrings();
    }

    private void part(InputStream packed) throws IOException {
        try (InputStream bytes = new BufferedInputStream(new GuardedStream(packed))) {
            if (isXml(bytes)) {
                PartStream counted = new PartStream(bytes);
                elements(factory.createXMLStreamReader(counted), counted);
            }
        } catch (XMLStreamException e) {
            // The library's parser is the same: it stops there too, if it reads that part at all.
            return;
        }
    }

    /** Pictures and macros are not; they are never parsed. */
    private static boolean isXml(InputStream bytes) throws IOException {
        bytes.mark(4);
        int first = bytes.read();
        bytes.reset();
        if (first == 0xFE || first == 0 || first == 0xFF) {
            bytes.mark(4);
            byte[] start = bytes.readNBytes(3);
            bytes.reset();
            boolean jpeg =
                    start.length == 3 && (start[1] & 0xFF) == 0xD8 && (start[2] & 0xFF) == 0xFF;
            if (!jpeg) {
                throw Signatures.looksLike("a workbook in an unusual encoding");
            }
        }
        return first == '<' || first == 0xEF || Character.isWhitespace(first);
    }

    private void elements(XMLStreamReader xml, PartStream bytes) throws XMLStreamException {
        tally.beginPart();
        while (xml.hasNext() && !tally.endOfRows()) {
            switch (xml.next()) {
                case XMLStreamReader.START_ELEMENT -> tally.start(xml, bytes);
                case XMLStreamReader.END_ELEMENT -> tally.end(xml);
                case XMLStreamReader.CHARACTERS, XMLStreamReader.CDATA -> tally.text(xml);
                default -> {
                    // Comments and the like are not kept.
                }
            }
            tally.bound(bytes.read);
        }
    }
}
