package io.reprieve.practice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every message there is: one for each id, and the list of those that a search finds. */
final class MessageBook {

    private static final String CHARACTERS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final List<String> DOMAINS =
            List.of("shop.example", "news.example", "partner.example", "bank.example");
    private static final List<String> SUBJECTS =
            List.of(
                    "Invoice 4711",
                    "Re: contract, second draft",
                    "Your parcel",
                    "Team lunch",
                    "Newsletter \"Autumn\"",
                    "Minutes of the meeting");
    private static final List<String> DISPOSITIONS =
            List.of("SPAM", "SPAM", "SPAM", "BULK", "BULK", "SUSPICIOUS", "SPOOF", "MALICIOUS");
    private static final String[] RECIPIENTS = recipients();

    private final PracticeIds ids;
    private final List<String> searchable;

    /**
     * Makes up the messages that a search finds; the same ones in every run, their times apart.
     *
     * @param newest no made-up message is newer
     */
    MessageBook(Instant newest, int messages) {
        this.ids = new PracticeIds(newest);
        this.searchable = new ArrayList<>(messages);
        for (int number = 0; number < messages; number++) {
            searchable.add(ids.full(postfixId(number)));
        }
        searchable.sort(Comparator.comparing(ids::scannedAt).reversed());
    }

    /** Full ids of the messages that a search finds, newest first. */
    List<String> searchable() {
        return searchable;
    }

    /** The full form of an id of either form. */
    String fullId(String id) {
        return ids.full(id);
    }

    /** The recipient of a message. */
    static String recipient(String key) {
        return RECIPIENTS[(int) Long.remainderUnsigned(PracticeIds.hash(key), RECIPIENTS.length)];
    }

    /** The message of an id of either form. */
    Message message(String id) {
        String key = PracticeIds.key(id);
        String full = ids.full(id);
        long hash = PracticeIds.hash(key);
        String sender = "sender" + Long.remainderUnsigned(hash, 97);
        return new Message(
                key,
                full,
                ids.scannedAt(full),
                sender + '@' + pick(DOMAINS, hash >>> 8),
                recipient(key),
                pick(SUBJECTS, hash >>> 16),
                disposition(key, hash));
    }

    private static String disposition(String key, long hash) {
        SpecialId special = SpecialId.find(key);
        if (special == SpecialId.MALICIOUS) {
            return "MALICIOUS";
        }
        return special == SpecialId.MALICIOUS_BEC
                ? "MALICIOUS-BEC"
                : pick(DISPOSITIONS, hash >>> 24);
    }

    private static String pick(List<String> choices, long hash) {
        return choices.get((int) Long.remainderUnsigned(hash, choices.size()));
    }

    private static String postfixId(int number) {
        StringBuilder id = new StringBuilder(16).append('4');
        long bits = PracticeIds.mix(number + 1L);
        for (int i = 0; i < 15; i++) {
            id.append(CHARACTERS.charAt((int) Long.remainderUnsigned(bits, 62)));
            bits =
                    i == 7
                            ? PracticeIds.mix(number + 1_000_000_001L)
                            : Long.divideUnsigned(bits, 62);
        }
        return id.toString();
    }

    private static String[] recipients() {
        String[] recipients = new String[1000];
        for (int i = 0; i < recipients.length; i++) {
            recipients[i] = "user" + i + "@example.com";
        }
        return recipients;
    }
}
