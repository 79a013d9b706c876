package io.reprieve.connector.search;

import io.reprieve.domain.FoundMessage;
import io.reprieve.list.MessageIds;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which messages of a result a search takes. Cloudflare was asked for the same; but what is
 * released must not hang on whether the other side understood every word. Thread-safe.
 */
final class SearchFilter {
    private final SearchSettings search;
    private final Instant start;

    /**
     * A rule.
     *
     * @param start no message is older
     */
    SearchFilter(SearchSettings search, Instant start) {
        this.search = search;
        this.start = start;
    }

    /** Why a message is left out, in words that go on after a number of messages; or empty. */
    Optional<String> leftOut(FoundMessage message) {
        if (!message.quarantined()) {
            return Optional.of("not in quarantine");
        }
        if (!isVerdictTaken(message.disposition())) {
            return Optional.of("malicious or without a known verdict, or not of the one asked for");
        }
        if (!isWanted(message)) {
            return Optional.of("not what the filters ask for");
        }
        if (isTooOld(message.scannedAt())) {
            return Optional.of("older than asked for");
        }
        MessageIds.Verdict verdict = MessageIds.judge(message.id());
        if (verdict.problem() != null || !verdict.id().equals(message.id())) {
            return Optional.of("without a usable id");
        }
        return Optional.empty();
    }

    private boolean isVerdictTaken(String said) {
        String word = said == null ? "" : said.strip().toUpperCase(Locale.ROOT).replace('_', '-');
        Optional<Disposition> known =
                Stream.of(Disposition.values()).filter(one -> one.word().equals(word)).findFirst();
        if (search.disposition().isPresent()) {
            return known.equals(search.disposition());
        }
        return search.malicious() == MaliciousMail.YES_RELEASE_MALICIOUS_MAIL
                || known.filter(one -> !one.isMalicious()).isPresent();
    }

    private boolean isWanted(FoundMessage message) {
        return anyIs(message.senders(), search.sender())
                && anyIs(message.recipients(), search.recipient())
                && search.domain()
                        .map(domain -> message.senders().stream().anyMatch(of(domain)))
                        .orElse(true)
                && anyHolds(
                        message.subject() == null ? List.of() : List.of(message.subject()),
                        search.subject());
    }

    private static Predicate<String> of(String domain) {
        return sender -> {
            String address = bare(sender);
            String host = address.substring(address.lastIndexOf('@') + 1);
            return host.equals(domain) || host.endsWith("." + domain);
        };
    }

    private static boolean anyIs(List<String> addresses, Optional<String> wanted) {
        return wanted.map(
                        one ->
                                addresses.stream()
                                        .anyMatch(address -> bare(address).equals(lower(one))))
                .orElse(true);
    }

    private static boolean anyHolds(List<String> texts, Optional<String> part) {
        return part.map(
                        wanted ->
                                texts.stream().anyMatch(one -> lower(one).contains(lower(wanted))))
                .orElse(true);
    }

    /** An address may come with a name around it. */
    private static String bare(String address) {
        int open = address.lastIndexOf('<');
        String inner = open < 0 ? address : address.substring(open + 1).replaceFirst(">\\s*$", "");
        return lower(inner.strip());
    }

    private boolean isTooOld(String scannedAt) {
        try {
            return scannedAt != null && OffsetDateTime.parse(scannedAt).toInstant().isBefore(start);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
