package io.reprieve.list;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one JSON value says, gathered before rows are made of it. Bounded by the parser's bounds.
 */
final class JsonElement {
    private static final int MAX_NAMES = 25;
    private static final int MAX_IDS = 100_000;

    /** A text with an id in it, and the names of the fields around it. */
    record Found(String place, String text, String account) {
        List<String> ids() {
            return FoundIds.in(text).certain();
        }
    }

    /** How sure it is that a text is the id of its object. */
    private enum Sureness {
        NONE,
        FILLED,
        WEAK,
        CERTAIN
    }

    /** Names of the fields, for words. */
    final List<String> names = new ArrayList<>();

    /** Ids of the objects in lists within this one. */
    List<Found> rows = List.of();

    /** Texts that hold ids and are not named for it. */
    List<Found> others = List.of();

    private String own;
    private String place = "";
    private int rank = Headings.NONE;
    private Sureness sureness = Sureness.NONE;
    private String account;

    JsonElement(String account) {
        this.account = account;
    }

    /** The text of the field that names the id, or null where no field does. */
    String own() {
        return own;
    }

    String account() {
        return account;
    }

    boolean hasOwnId() {
        return sureness.compareTo(Sureness.WEAK) >= 0;
    }

    boolean isCertain() {
        return sureness == Sureness.CERTAIN;
    }

    void name(String name) {
        if (names.size() < MAX_NAMES) {
            names.add(name);
        }
    }

    void account(String named) {
        account = named == null ? account : named;
    }

    /** A field that names an id; of several the surest counts, then the best name. */
    void own(String where, String text, int itsRank) {
        Sureness its = sureness(text);
        boolean better =
                own == null
                        || its.compareTo(sureness) > 0
                        || (its == sureness && itsRank < rank && its != Sureness.NONE);
        if (better && isCertain()) {
            other(place, own, account);
        } else if (!better && its == Sureness.CERTAIN) {
            other(where, text, account);
        }
        if (better) {
            own = text;
            place = where;
            rank = itsRank;
            sureness = its;
        }
    }

    private static Sureness sureness(String text) {
        if (IdShape.isInvestigate(text)) {
            return Sureness.CERTAIN;
        }
        if (IdShape.isPostfix(text)) {
            return Sureness.WEAK;
        }
        if (TableCells.isBlank(text)) {
            return Sureness.NONE;
        }
        FoundIds found = FoundIds.in(text);
        if (!found.certain().isEmpty()) {
            return Sureness.CERTAIN;
        }
        return found.only() && !found.weak().isEmpty() ? Sureness.WEAK : Sureness.FILLED;
    }

    /** An object within this one: its id stands for this one's, where this has none. */
    void child(String where, JsonElement child) {
        if (child.hasOwnId() && child.sureness.compareTo(sureness) > 0) {
            own = child.own;
            place = where;
            rank = child.rank;
            sureness = child.sureness;
            account(child.account);
        } else if (child.isCertain()) {
            other(where, child.own, child.account);
        }
        rows = joined(rows, child.rows);
        others = joined(others, child.others);
    }

    /** An object in a list within this one. */
    void element(String where, JsonElement child) {
        if (child.hasOwnId()) {
            row(where, child.own, child.account);
        }
        rows = joined(rows, child.rows);
        others = joined(others, child.others);
    }

    /** Notes an id of an object in a list within this one. */
    void row(String where, String text, String its) {
        rows = joined(rows, List.of(new Found(where, text, its)));
    }

    /** Notes a text that holds an id and is not named for it. */
    void other(String where, String text, String its) {
        others = joined(others, List.of(new Found(where, text, its)));
    }

    private static List<Found> joined(List<Found> some, List<Found> more) {
        if (more.isEmpty()) {
            return some;
        }
        List<Found> all = some instanceof ArrayList ? some : new ArrayList<>(some);
        all.addAll(more);
        if (all.size() > MAX_IDS) {
            throw new UnreadableListException(
                    "The JSON has more than "
                            + MAX_IDS
                            + " ids within one element of its list. Write one id per element.");
        }
        return all;
    }

    /** Places in which rows stand. */
    Set<String> places() {
        Set<String> places = new TreeSet<>();
        rows.forEach(row -> places.add(row.place()));
        return places;
    }
}
