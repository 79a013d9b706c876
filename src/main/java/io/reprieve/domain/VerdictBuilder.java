package io.reprieve.domain;

import io.reprieve.domain.Verdict.Carried;
import io.reprieve.domain.Verdict.Next;
import io.reprieve.domain.Verdict.Settled;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the outcomes of a part's rows; rows that go on alike are carried together. */
final class VerdictBuilder {
    private final Part part;
    private final List<Settled> settled = new ArrayList<>();
    private final Map<Way, Rows> carried = new LinkedHashMap<>();

    VerdictBuilder(Part part) {
        this.part = part;
    }

    /** What was in doubt before stays so: an outcome alone does not tell what came of a call. */
    void settle(int index, RowResult result) {
        settle(index, result, part.history());
    }

    void settle(int index, RowResult result, Part.History history) {
        settled.add(new Settled(index, result, history.openUntil()));
    }

    void carry(int index, Next next, Instant notBefore, Part.History history, Long group) {
        Way way = new Way(next, history, group);
        carried.computeIfAbsent(way, first -> new Rows(notBefore, new ArrayList<>()))
                .indexes()
                .add(index);
    }

    VerdictBuilder carryAll(Next next, Instant notBefore, Part.History history, Long group) {
        for (int index = 0; index < part.size(); index++) {
            carry(index, next, notBefore, history, group);
        }
        return this;
    }

    Verdict verdict() {
        List<Carried> all = new ArrayList<>();
        carried.forEach(
                (way, rows) ->
                        all.add(
                                new Carried(
                                        rows.indexes(),
                                        way.next(),
                                        rows.notBefore(),
                                        way.history(),
                                        way.group())));
        return new Verdict(part, settled, all);
    }

    /** How rows go on; all that go on alike share the first one's time. */
    private record Way(Next next, Part.History history, Long group) {}

    private record Rows(Instant notBefore, List<Integer> indexes) {}
}
