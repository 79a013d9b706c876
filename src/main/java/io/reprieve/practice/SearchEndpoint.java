package io.reprieve.practice;

import io.reprieve.practice.http.HttpAnswer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds made-up messages, newest first, page by page. */
final class SearchEndpoint {

    /** Parameter of ours in a {@code Location}: how often the search is still at work. */
    private static final String WAITS = "practice_waits";

    private static final int USUAL_PAGE = 20;
    private static final int MAX_PAGE = 1000;

    private final MessageBook book;
    private final Quarantine quarantine;
    private final int waits;

    /**
     * An endpoint.
     *
     * @param waits how often a search is at work before its first page is there
     */
    SearchEndpoint(MessageBook book, Quarantine quarantine, int waits) {
        this.book = book;
        this.quarantine = quarantine;
        this.waits = waits;
    }

    /**
     * One page; {@code result_info.next} is the cursor of the page that follows, null behind the
     * last. While the search is at work: 202 and where to look again.
     */
    HttpAnswer answer(String path, Map<String, String> parameters) {
        try {
            int left = waitsLeft(parameters);
            if (left > 0) {
                return ResponseEnvelope.accepted()
                        .with("Location", path + "?" + query(parameters, left - 1))
                        .with("Retry-After", "0");
            }
            SearchFilter filter = SearchFilter.of(parameters);
            int perPage = number(parameters, "per_page", USUAL_PAGE, MAX_PAGE);
            return page(filter, start(parameters, perPage), perPage);
        } catch (IllegalArgumentException | DateTimeException bad) {
            return ApiErrors.badRequest(bad.getMessage());
        }
    }

    private int waitsLeft(Map<String, String> parameters) {
        String told = parameters.get(WAITS);
        if (told != null) {
            return told.matches("\\d{1,3}") ? Integer.parseInt(told) : 0;
        }
        return parameters.getOrDefault("cursor", "").isEmpty() ? waits : 0;
    }

    private static String query(Map<String, String> parameters, int left) {
        Map<String, String> next = new LinkedHashMap<>(parameters);
        next.put(WAITS, Integer.toString(left));
        return next.entrySet().stream()
                .map(one -> encoded(one.getKey()) + "=" + encoded(one.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpAnswer page(SearchFilter filter, Start start, int perPage) {
        List<Message> found = new ArrayList<>();
        int toSkip = start.skip();
        int at = start.position();
        for (; at < book.searchable().size() && found.size() <= perPage; at++) {
            Message message = book.message(book.searchable().get(at));
            if (filter.matches(message, quarantine.state(message.key()).orElseThrow())
                    && toSkip-- <= 0) {
                found.add(message);
            }
        }
        boolean more = found.size() > perPage;
        return answer(
                more ? found.subList(0, perPage) : found, more ? "p" + (at - 1) : null, perPage);
    }

    private HttpAnswer answer(List<Message> page, String cursor, int perPage) {
        return ResponseEnvelope.ok(
                json -> {
                    json.writeStartArray();
                    for (Message message : page) {
                        MessageEndpoint.write(
                                json, message, quarantine.state(message.key()).orElseThrow());
                    }
                    json.writeEndArray();
                },
                json -> ResponseEnvelope.writeCursorInfo(json, page.size(), perPage, cursor));
    }

    /**
     * Where a page begins.
     *
     * @param position in the list of all messages
     * @param skip matching messages after it that stand on earlier pages
     */
    private record Start(int position, int skip) {}

    private static Start start(Map<String, String> parameters, int perPage) {
        String cursor = parameters.getOrDefault("cursor", "");
        if (cursor.isEmpty()) {
            int page = number(parameters, "page", 1, 1_000_000);
            return new Start(0, Math.multiplyExact(page - 1, perPage));
        }
        if (!cursor.matches("p\\d{1,8}")) {
            throw new IllegalArgumentException("the cursor is not one of ours");
        }
        return new Start(Integer.parseInt(cursor.substring(1)), 0);
    }

    private static int number(Map<String, String> parameters, String name, int usual, int most) {
        String text = parameters.get(name);
        if (text == null) {
            return usual;
        }
        if (!text.matches("[1-9]\\d{0,6}") || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(name + " is 1 to " + most + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }
}
