package io.reprieve.ledger;

import io.reprieve.ledger.RowStates.Meeting;
import io.reprieve.release.Dedupe;
import io.reprieve.release.Facts;
import io.reprieve.release.Outcome;
import io.reprieve.release.Part.History;
import io.reprieve.release.Ruling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of a list being accepted whose ids were seen before. They are gathered in a temporary
 * table, so that a list of nothing but repeats needs no more memory than any other; then looked
 * into in order of the earlier rows, and told apart in order of their own.
 */
final class Repeats {
    private final Connection connection;
    private final long job;
    private final Instant now;
    private long count;

    Repeats(Connection connection, long job, Instant now) throws SQLException {
        this.connection = connection;
        this.job = job;
        this.now = now;
        Database.execute(
                connection,
                "CREATE TEMP TABLE IF NOT EXISTS repeat"
                        + " (ref INTEGER PRIMARY KEY, earlier INTEGER, kind TEXT, words TEXT)");
        Database.execute(connection, "DELETE FROM repeat");
    }

    /** Reads the list's keys in order, hands each first one on, and keeps the repeats. */
    SeenCursor sift(SeenCursor entries, Dedupe dedupe) throws SQLException {
        return new Sifted(entries, dedupe);
    }

    /** Gives every repeat its fate, and adds to the tallies what that settles. */
    void apply(Tallies tallies) throws SQLException {
        if (count > 0) {
            look();
            split(tallies);
        }
    }

    private void look() throws SQLException {
        RowStates states = new RowStates(connection);
        String query = "SELECT ref, earlier, kind FROM repeat ORDER BY earlier";
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery();
                PreparedStatement update =
                        connection.prepareStatement(
                                "UPDATE repeat SET kind=?, words=? WHERE ref=?")) {
            while (rows.next()) {
                long earlier = rows.getLong(2);
                Meeting meeting =
                        "LIST".equals(rows.getString(3))
                                ? new Meeting(
                                        Meeting.Kind.DUPLICATE,
                                        "the same id stands in line " + states.line(earlier))
                                : states.meet(earlier);
                update.setString(1, meeting.kind().name());
                update.setString(2, meeting.words());
                update.setLong(3, rows.getLong(1));
                update.executeUpdate();
            }
        }
    }

    private void split(Tallies tallies) throws SQLException {
        String query = "SELECT ref, earlier, kind, words FROM repeat ORDER BY ref";
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            long chunk = -1;
            Map<Integer, Repeat> repeats = new TreeMap<>();
            while (rows.next()) {
                long ref = rows.getLong(1);
                if (Ref.chunk(ref) != chunk) {
                    splitChunk(chunk, repeats, tallies);
                    repeats.clear();
                    chunk = Ref.chunk(ref);
                }
                Meeting meeting =
                        new Meeting(Meeting.Kind.valueOf(rows.getString(3)), rows.getString(4));
                repeats.put(Ref.place(ref), new Repeat(rows.getLong(2), meeting));
            }
            splitChunk(chunk, repeats, tallies);
        }
    }

    private void splitChunk(long chunk, Map<Integer, Repeat> repeats, Tallies tallies)
            throws SQLException {
        if (repeats.isEmpty()) {
            return;
        }
        for (PartRow part :
                PartRow.query(connection, "chunk=? AND state=?", chunk, PartRow.ACCEPTING)) {
            Places fresh = new Places();
            Places following = new Places();
            Places duplicate = new Places();
            List<Ruling> rulings = new ArrayList<>();
            StringBuilder earlier = new StringBuilder();
            for (int place : part.places()) {
                Repeat repeat = repeats.get(place);
                Meeting.Kind kind = repeat == null ? Meeting.Kind.NEW : repeat.meeting().kind();
                switch (kind) {
                    case NEW -> fresh.add(place);
                    case FOLLOW -> {
                        following.add(place);
                        earlier.append(repeat.earlier()).append('\n');
                    }
                    case DUPLICATE -> {
                        duplicate.add(place);
                        String words = repeat.meeting().words();
                        rulings.add(Ruling.of(Outcome.DUPLICATE, words, Facts.NONE));
                    }
                }
            }
            List<Piece> pieces = new ArrayList<>();
            fresh.into(pieces, PartRow.ACCEPTING, now, null);
            following.into(pieces, PartRow.FOLLOWING, now, earlier.toString());
            duplicate.into(pieces, PartRow.SETTLED, now, Outcomes.write(rulings));
            part.replace(connection, pieces);
            tallies.add(job, rulings);
        }
    }

    private void keep(long ref, long earlier, String kind) throws SQLException {
        Database.update(
                connection,
                "INSERT INTO repeat (ref, earlier, kind) VALUES (?, ?, ?)",
                ref,
                earlier,
                kind);
        count++;
    }

    private record Repeat(long earlier, Meeting meeting) {}

    /** Places that share a fate. */
    private static final class Places {
        private final int[] places = new int[Ref.CHUNK];
        private int size;

        void add(int place) {
            places[size++] = place;
        }

        void into(List<Piece> pieces, String state, Instant now, String outcomes) {
            if (size > 0) {
                int[] own = java.util.Arrays.copyOf(places, size);
                pieces.add(new Piece(state, own, now, History.NEW, null, outcomes));
            }
        }
    }

    /** The first row of each key; the others are kept as repeats of it. */
    private final class Sifted implements SeenCursor {
        private final SeenCursor entries;
        private final Dedupe dedupe;
        private final SeenIndex.Lookup known;
        private boolean more;
        private boolean begun;
        private long hi;
        private long lo;
        private long ref;

        private Sifted(SeenCursor entries, Dedupe dedupe) throws SQLException {
            this.entries = entries;
            this.dedupe = dedupe;
            this.known = dedupe == Dedupe.LEDGER ? SeenIndex.lookup(connection) : null;
        }

        @Override
        public boolean advance() throws SQLException {
            if (!begun) {
                more = entries.advance();
                begun = true;
            }
            if (!more) {
                return false;
            }
            hi = entries.hi();
            lo = entries.lo();
            ref = entries.ref();
            while ((more = entries.advance()) && entries.hi() == hi && entries.lo() == lo) {
                if (dedupe != Dedupe.OFF) {
                    keep(entries.ref(), ref, "LIST");
                }
            }
            long earlier = known == null ? -1 : known.find(hi, lo);
            if (earlier >= 0) {
                keep(ref, earlier, "LEDGER");
            }
            return true;
        }

        @Override
        public long hi() {
            return hi;
        }

        @Override
        public long lo() {
            return lo;
        }

        @Override
        public long ref() {
            return ref;
        }
    }
}
