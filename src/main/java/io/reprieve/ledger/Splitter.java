package io.reprieve.ledger;

import io.reprieve.domain.Outcome;
import io.reprieve.domain.Part.History;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.RowResult;
import io.reprieve.ledger.RowStates.Meeting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits parts by what their rows have to do with earlier ones: rows that are to be sent, rows that
 * wait, duplicates. Not thread-safe.
 */
final class Splitter {
    private final long job;
    private final Instant now;

    Splitter(long job, Instant now) {
        this.job = job;
        this.now = now;
    }

    /** Splits the unsettled parts of a chunk that is being accepted. */
    void split(Connection connection, Chunk chunk, OutcomeCounts tallies) throws SQLException {
        String open = "chunk=? AND state IN ('ACCEPTING', 'FOLLOWING')";
        for (PartRow part : PartRow.query(connection, open, chunk.number())) {
            Pieces pieces = new Pieces(PartRow.ACCEPTING);
            long[] awaited =
                    PartRow.FOLLOWING.equals(part.state()) ? refs(part.outcomes()) : new long[0];
            for (int i = 0; i < part.places().length; i++) {
                int place = part.places()[i];
                Meeting meeting = chunk.meetings[place];
                if (meeting != null) {
                    pieces.add(place, meeting, chunk.earlier[place]);
                } else if (awaited.length > 0) {
                    pieces.add(place, Meeting.FOLLOW, awaited[i]);
                } else {
                    pieces.add(place, Meeting.fresh(part.history().openUntil()), 0);
                }
            }
            part.replace(connection, pieces.list(now));
            tallies.add(job, pieces.results);
        }
    }

    /** The refs that a waiting part keeps in the place of outcomes. */
    static long[] refs(String outcomes) {
        return outcomes.lines().mapToLong(Long::parseLong).toArray();
    }

    /** What the rows of one chunk have to do with earlier ones; null: nothing is new. */
    static final class Chunk {
        private final long number;
        private final Meeting[] meetings = new Meeting[RowId.CHUNK];
        private final long[] earlier = new long[RowId.CHUNK];

        Chunk(long number) {
            this.number = number;
        }

        long number() {
            return number;
        }

        void set(int place, long ref, Meeting meeting) {
            meetings[place] = meeting;
            earlier[place] = ref;
        }
    }

    /** The pieces that one part falls into. */
    static final class Pieces {
        private final String freshState;
        private final Places fresh = new Places();
        private final Places doubtful = new Places();
        private final Places waiting = new Places();
        private final Places duplicate = new Places();
        private final StringBuilder awaited = new StringBuilder();
        private final List<RowResult> results = new ArrayList<>();
        private Instant openUntil;

        /**
         * No pieces so far.
         *
         * @param freshState state of the rows that are to be sent
         */
        Pieces(String freshState) {
            this.freshState = freshState;
        }

        void add(int place, Meeting meeting, long earlier) {
            switch (meeting.kind()) {
                case NEW -> {
                    if (meeting.openUntil() == null) {
                        fresh.add(place);
                    } else {
                        doubtful.add(place);
                        openUntil = later(openUntil, meeting.openUntil());
                    }
                }
                case FOLLOW -> {
                    waiting.add(place);
                    awaited.append(earlier).append('\n');
                }
                case DUPLICATE -> {
                    duplicate.add(place);
                    results.add(
                            RowResult.of(Outcome.DUPLICATE, meeting.words(), ResponseInfo.NONE));
                }
            }
        }

        /** Whether every row waits. */
        boolean onlyWait() {
            return fresh.size == 0 && doubtful.size == 0 && duplicate.size == 0;
        }

        List<RowResult> results() {
            return results;
        }

        List<PartUpdate> list(Instant now) {
            List<PartUpdate> pieces = new ArrayList<>();
            boolean accepting = PartRow.ACCEPTING.equals(freshState);
            String askedFor = accepting ? PartRow.ACCEPTING : PartRow.DOUBT;
            fresh.into(pieces, freshState, now, History.NEW, null);
            doubtful.into(pieces, askedFor, now, History.NEW.open(openUntil), null);
            waiting.into(pieces, PartRow.FOLLOWING, now, History.NEW, awaited.toString());
            duplicate.into(pieces, PartRow.SETTLED, now, History.NEW, Outcomes.write(results));
            return pieces;
        }

        private static Instant later(Instant one, Instant other) {
            return one == null || other.isAfter(one) ? other : one;
        }
    }

    /** Places that share an outcome. */
    private static final class Places {
        private final int[] places = new int[RowId.CHUNK];
        private int size;

        void add(int place) {
            places[size++] = place;
        }

        void into(
                List<PartUpdate> pieces,
                String state,
                Instant now,
                History history,
                String outcomes) {
            if (size > 0) {
                int[] own = Arrays.copyOf(places, size);
                pieces.add(new PartUpdate(state, own, now, history, null, outcomes));
            }
        }
    }
}
