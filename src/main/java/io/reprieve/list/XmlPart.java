package io.reprieve.list;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A part of a workbook, read element by element. Names are compared without their namespace, which
 * is another one in Strict workbooks. Whatever is wrong is the workbook's fault, and what a parser
 * would keep is bounded.
 */
final class XmlPart implements Closeable {

    static final int START = XMLStreamConstants.START_ELEMENT;
    static final int END = XMLStreamConstants.END_ELEMENT;
    static final int END_OF_PART = XMLStreamConstants.END_DOCUMENT;

    private static final int MAX_DEPTH = 100;

    /** Most names of elements and attributes; the parser keeps each. Excel knows some 2,000. */
    private static final int MAX_NAMES = 10_000;

    private final RowBoundStream bytes;
    private final XMLStreamReader xml;
    private final Set<String> names = new HashSet<>();
    private final String[] latest = new String[64];
    private int depth;

    /** Reads a part from its start; closes it. */
    XmlPart(InputStream part) {
        bytes = new RowBoundStream(part);
        XMLInputFactory factory = new InputFactoryImpl();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            xml = factory.createXMLStreamReader(new TagBoundStream(bytes));
        } catch (XMLStreamException e) {
            throw Workbooks.damaged(e);
        }
    }

    /** Goes to the next start or end of an element, piece of text, or to the end. */
    int next() {
        try {
            int event = xml.next();
            if (event == START) {
                entered();
            } else if (event == END) {
                depth--;
            } else if (event == XMLStreamConstants.DTD
                    || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw Workbooks.damaged(null);
            }
            return event;
        } catch (XMLStreamException e) {
            throw Workbooks.damaged(e);
        }
    }

    private void entered() {
        boolean unusual = note(xml.getLocalName());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            unusual |= note(xml.getAttributeLocalName(i));
        }
        if (++depth > MAX_DEPTH || (unusual && names.size() > MAX_NAMES)) {
            throw Workbooks.tooMuch("more kinds or layers of elements than any program writes");
        }
    }

    /**
     * Notes a name; whether it is new. The parser has one text for each, so most are seen at once.
     */
    private boolean note(String name) {
        int slot = name.hashCode() & (latest.length - 1);
        if (latest[slot] == name) {
            return false;
        }
        latest[slot] = name;
        return names.add(name);
    }

    /** Name of the element at whose start or end this stands. */
    String name() {
        return xml.getLocalName();
    }

    /** An attribute of the element at whose start this stands, or null. */
    String attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    /** Whether an attribute says yes. */
    boolean is(String name) {
        String value = attribute(name);
        return value != null && (value.equals("1") || value.equalsIgnoreCase("true"));
    }

    /** Adds the text of the element at whose start this stands, and goes to its end. */
    void text(StringBuilder to) {
        int inside = depth;
        while (depth >= inside) {
            int event = next();
            if (event == XMLStreamConstants.CHARACTERS
                    || event == XMLStreamConstants.CDATA
                    || event == XMLStreamConstants.SPACE) {
                to.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
            }
        }
    }

    /** Goes to the end of the element at whose start this stands. */
    void skip() {
        int inside = depth;
        while (depth >= inside) {
            next();
        }
    }

    /** How many elements are open. */
    int depth() {
        return depth;
    }

    /** Notes that something of worth came of the part: a row, a text. */
    void worth() {
        bytes.row();
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
