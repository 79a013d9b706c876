package io.reprieve.list;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises text that is another thing than a list, by how it begins: pages, XML, e-mails,
 * encrypted texts. Ids may stand in it, but as parts of something whose rules are not ours: an
 * e-mail wraps and encodes them.
 */
final class ForeignText {

    /** Characters of the beginning that are looked at. */
    private static final int LOOKED_AT = 16 * 1024;

    /** A tag at the start of the text: {@code <name}, and what ends a name. */
    private static final Pattern TAG =
            Pattern.compile("<([a-z_][\\w.-]*)(?::([a-z_][\\w.-]*))?(?=[\\s>/])");

    private static final Set<String> HTML_TAGS =
            Set.of(
                    "html",
                    "head",
                    "body",
                    "title",
                    "meta",
                    "link",
                    "base",
                    "style",
                    "script",
                    "noscript",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "td",
                    "th",
                    "div",
                    "span",
                    "p",
                    "br",
                    "hr",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "ul",
                    "ol",
                    "li",
                    "dl",
                    "form",
                    "input",
                    "iframe",
                    "frameset",
                    "center",
                    "font",
                    "img",
                    "pre",
                    "section",
                    "article",
                    "main",
                    "header",
                    "nav",
                    "footer",
                    "b",
                    "i",
                    "em",
                    "strong",
                    "svg",
                    "template");

    private static final Set<String> MAIL_HEADERS =
            Set.of(
                    "mime-version",
                    "content-transfer-encoding",
                    "received",
                    "return-path",
                    "delivered-to",
                    "dkim-signature",
                    "x-original-to",
                    "authentication-results");

    /** Headers that web answers and notes may have too: two of them make a mail. */
    private static final Set<String> COMMON_HEADERS =
            Set.of("from", "to", "subject", "date", "message-id", "content-type", "reply-to", "cc");

    private static final Pattern HEADER = Pattern.compile("([!-9;-~]+):(?:[ \\t].*)?");

    private ForeignText() {}

    /** What a text is, in words behind "This looks like"; null when it may be a list. */
    static String nameOf(String text) {
        String start = TableCells.strip(text.substring(0, Math.min(LOOKED_AT, text.length())));
        String lower = start.toLowerCase(Locale.ROOT);
        if (lower.startsWith("<")) {
            return markup(lower);
        }
        if (lower.startsWith("-----begin pgp")) {
            return "a text encrypted or signed with PGP";
        }
        if (lower.startsWith("-----begin ")) {
            return "a key, certificate or encrypted text (PEM)";
        }
        if (lower.startsWith("begin:v")) {
            return "an address card or calendar entry";
        }
        return isMail(start) ? "an e-mail (.eml)" : null;
    }

    private static String markup(String lower) {
        if (lower.startsWith("<!doctype html")) {
            return "a web page (HTML)";
        }
        if (lower.startsWith("<?") || lower.startsWith("<!")) {
            return lower.contains("<html") ? "a web page (HTML)" : xml(lower);
        }
        Matcher tag = TAG.matcher(lower);
        if (!tag.lookingAt() || IdShape.isId(tag.group(1))) {
            return null;
        }
        return tag.group(2) == null && HTML_TAGS.contains(tag.group(1))
                ? "a web page (HTML)"
                : tag.group(2) == null && tag.group(1).equals("a") ? null : xml(lower);
    }

    private static String xml(String lower) {
        return lower.contains("envelope") && lower.contains("soap")
                ? "a SOAP message (XML)"
                : "an XML document";
    }

    /**
     * Whether a text begins with the header of a mail as it is sent. The few lines that a mail
     * program shows above a mail are none: a list may stand below.
     */
    private static boolean isMail(String start) {
        boolean sure = start.startsWith("From ") && start.contains("\nFrom: ");
        int common = 0;
        boolean content = false;
        for (String line : start.split("\r\n|\r|\n", 200)) {
            if (line.isBlank()) {
                break;
            }
            boolean continues = line.charAt(0) == ' ' || line.charAt(0) == '\t';
            Matcher header = HEADER.matcher(line);
            if (continues || line.startsWith("From ")) {
                continue;
            }
            if (!header.matches()) {
                return false;
            }
            String name = header.group(1).toLowerCase(Locale.ROOT);
            sure |= MAIL_HEADERS.contains(name) || name.startsWith("arc-");
            common += COMMON_HEADERS.contains(name) ? 1 : 0;
            content |= name.equals("content-type");
        }
        return sure || (content && common > 2);
    }
}
