package io.reprieve.domain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The results of one answer, found by the ids that were sent: by investigate id, else by postfix
 * id, else by the id's first part. Never by position: an answer may leave messages out. Not
 * thread-safe.
 */
final class ResultsById {
    private final List<Answer.Result> results;
    private final Map<String, Recipients> byId;

    /** Made when it is needed first, since mostly every id is found as it was sent. */
    private Map<String, Answer.Result> byPostfix;

    ResultsById(List<Answer.Result> results) {
        this.results = results;
        this.byId = new HashMap<>(results.size() * 2);
        for (Answer.Result result : results) {
            if (result.id() != null) {
                byId.merge(result.id(), result.recipients(), ResultsById::both);
            }
        }
    }

    private static Map<String, Answer.Result> byPostfix(List<Answer.Result> results) {
        Map<String, Answer.Result> byPostfix = new HashMap<>(results.size() * 2);
        for (Answer.Result result : results) {
            String postfix = result.postfixId();
            if (postfix == null && result.id() != null) {
                postfix = firstPart(result.id());
            }
            if (postfix != null) {
                byPostfix.merge(postfix, result, ResultsById::oneOf);
            }
        }
        return byPostfix;
    }

    /** What the answer says of that message, or null when it does not name it. */
    Recipients find(String sent) {
        Recipients exact = byId.get(sent);
        if (exact != null) {
            return exact;
        }
        if (byPostfix == null) {
            byPostfix = byPostfix(results);
        }
        Answer.Result named = byPostfix.get(firstPart(sent));
        return named == null || isAnother(sent, named.id()) ? null : named.recipients();
    }

    /** Two full ids that differ are two messages, even where their first parts agree. */
    private static boolean isAnother(String sent, String answered) {
        return answered != null && isFull(sent) && isFull(answered) && !sent.equals(answered);
    }

    private static boolean isFull(String id) {
        return id.indexOf('-') >= 0;
    }

    private static String firstPart(String id) {
        int dash = id.indexOf('-');
        return dash < 0 ? id : id.substring(0, dash);
    }

    /** What is said under one postfix id; it keeps a full id, so that another one is told apart. */
    private static Answer.Result oneOf(Answer.Result one, Answer.Result other) {
        boolean hasFull = one.id() != null && isFull(one.id());
        return new Answer.Result(
                hasFull ? one.id() : other.id(), null, both(one.recipients(), other.recipients()));
    }

    private static Recipients both(Recipients one, Recipients other) {
        return new Recipients(
                joined(one.delivered(), other.delivered()),
                joined(one.undelivered(), other.undelivered()),
                joined(one.failed(), other.failed()));
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> all = new ArrayList<>(one);
        other.stream().filter(address -> !one.contains(address)).forEach(all::add);
        return all;
    }
}
