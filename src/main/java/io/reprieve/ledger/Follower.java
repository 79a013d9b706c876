package io.reprieve.ledger;

import io.reprieve.ledger.RowStates.Meeting;
import io.reprieve.release.Facts;
import io.reprieve.release.Outcome;
import io.reprieve.release.Part.History;
import io.reprieve.release.Ruling;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Looks whether the rows that a part waits for are settled by now. Not thread-safe. */
final class Follower {
    private final Connection connection;
    private final RowStates states;
    private final Tallies tallies;
    private final Instant now;
    private final List<Ruling> rulings = new ArrayList<>();
    private final StringBuilder earlier = new StringBuilder();

    Follower(Connection connection, RowStates states, Tallies tallies, Instant now) {
        this.connection = connection;
        this.states = states;
        this.tallies = tallies;
        this.now = now;
    }

    /** Gives the rows their fate whose earlier ones have theirs; false where none has. */
    boolean look(PartRow row) throws SQLException {
        long[] refs = row.outcomes().lines().mapToLong(Long::parseLong).toArray();
        List<Integer> fresh = new ArrayList<>();
        List<Integer> still = new ArrayList<>();
        List<Integer> duplicate = new ArrayList<>();
        for (int i = 0; i < refs.length; i++) {
            Meeting meeting = states.meet(refs[i]);
            int place = row.places()[i];
            switch (meeting.kind()) {
                case NEW -> fresh.add(place);
                case FOLLOW -> {
                    still.add(place);
                    earlier.append(refs[i]).append('\n');
                }
                case DUPLICATE -> {
                    duplicate.add(place);
                    rulings.add(Ruling.of(Outcome.DUPLICATE, meeting.words(), Facts.NONE));
                }
            }
        }
        if (still.size() == refs.length) {
            return false;
        }
        List<Piece> pieces = new ArrayList<>();
        add(pieces, PartRow.PENDING, fresh, null);
        add(pieces, PartRow.FOLLOWING, still, earlier.toString());
        add(pieces, PartRow.SETTLED, duplicate, Outcomes.write(rulings));
        row.replace(connection, pieces);
        tallies.add(row.job(), rulings);
        return true;
    }

    private void add(List<Piece> pieces, String state, List<Integer> places, String outcomes) {
        if (!places.isEmpty()) {
            int[] own = places.stream().mapToInt(Integer::intValue).toArray();
            Arrays.sort(own);
            pieces.add(new Piece(state, own, now, History.NEW, null, outcomes));
        }
    }
}
