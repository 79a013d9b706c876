package io.reprieve.practice;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which messages a search wants. A field that is null asks for nothing.
 *
 * @param status a delivery status
 * @param disposition a final disposition
 * @param start not scanned before
 * @param end not scanned after
 * @param sender the sender's whole address
 * @param recipient the recipient's whole address
 * @param domain the domain of the sender
 * @param subject text within the subject
 * @param query text within subject, sender or recipient
 * @param detectionsOnly whether messages without a detection are left out, as they are by default
 */
record SearchFilter(
        String status,
        String disposition,
        Instant start,
        Instant end,
        String sender,
        String recipient,
        String domain,
        String subject,
        String query,
        boolean detectionsOnly) {

    private static final Set<String> STATUSES =
            Set.of(
                    "delivered",
                    "moved",
                    "quarantined",
                    "rejected",
                    "deferred",
                    "bounced",
                    "queued",
                    "move_failed");
    private static final Set<String> DISPOSITIONS =
            Set.of("MALICIOUS", "SUSPICIOUS", "SPOOF", "SPAM", "BULK", "NONE");
    private static final Set<String> NO_DETECTION =
            Set.of("NONE", "UNKNOWN", "EXTERNAL", "ENCRYPTED");

    /**
     * Reads the query parameters; unknown ones are ignored.
     *
     * @throws IllegalArgumentException for a status or disposition that does not exist
     * @throws java.time.DateTimeException for a time that is none
     */
    static SearchFilter of(Map<String, String> parameters) {
        Function<String, String> text = name -> parameters.get(name);
        return new SearchFilter(
                oneOf(STATUSES, text.apply("delivery_status"), "delivery_status"),
                oneOf(DISPOSITIONS, text.apply("final_disposition"), "final_disposition"),
                time(text.apply("start")),
                time(text.apply("end")),
                text.apply("sender"),
                text.apply("recipient"),
                text.apply("domain"),
                text.apply("subject"),
                text.apply("query"),
                !"false".equals(text.apply("detections_only")));
    }

    /** Whether a search wants the message. */
    boolean matches(Message message, StoredState state) {
        return (status == null || state.statuses().contains(status))
                && !(detectionsOnly && NO_DETECTION.contains(message.disposition()))
                && (disposition == null || message.disposition().equals(disposition))
                && (start == null || !message.scannedAt().isBefore(start))
                && (end == null || !message.scannedAt().isAfter(end))
                && (sender == null || message.from().equalsIgnoreCase(sender))
                && (recipient == null || message.to().equalsIgnoreCase(recipient))
                && (domain == null || message.from().endsWith("@" + lower(domain)))
                && (subject == null || holds(message.subject(), subject))
                && (query == null || mentions(message, query));
    }

    private static boolean mentions(Message message, String text) {
        return holds(message.subject(), text)
                || holds(message.from(), text)
                || holds(message.to(), text);
    }

    private static boolean holds(String whole, String part) {
        return lower(whole).contains(lower(part));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String oneOf(Set<String> known, String value, String name) {
        if (value != null && !known.contains(value)) {
            throw new IllegalArgumentException("there is no " + name + " '" + value + "'");
        }
        return value;
    }

    private static Instant time(String text) {
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }
}
