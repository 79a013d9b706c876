package io.reprieve.ledger;

import io.reprieve.domain.Batch;
import io.reprieve.domain.Part;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Claims parts that are due, or slices of them. Every method runs inside the caller's transaction.
 */
final class Claims {
    /** Which parts are due; as all others here it names what makes the partial index fit. */
    static final String DUE =
            "state=? AND state<>'SETTLED' AND account=? AND not_before<=?"
                    + " AND coalesce(open_until, 0)<=? AND coalesce(refused_at, 0)<=?"
                    + " ORDER BY not_before, number LIMIT ?";

    /** Whether one is. */
    static final String ANY_DUE =
            "SELECT EXISTS (SELECT 1 FROM part WHERE state=? AND state<>'SETTLED' AND account=?"
                    + " AND not_before<=?)";

    /** Which parts travel together. */
    static final String GROUP = "call_group=? AND +state='PENDING' AND +account=? ORDER BY number";

    /** Parts that may fill one call together: so many are looked at for one claim. */
    private static final int FILLING = 64;

    /** Full calls, or parts that fill one, or nothing; see {@link Parts#claim}. */
    List<Claim> next(Connection connection, String account, Sizes sizes, Due by, int most)
            throws SQLException {
        List<Claim> claims = new ArrayList<>();
        boolean more = true;
        while (more && claims.size() < most) {
            Claim claim = next(connection, account, sizes, by);
            if (!claim.isEmpty()) {
                claims.add(claim);
            }
            // Parts that fill a call come last: what follows them is for the next claim.
            more = claim.call() != null;
        }
        return claims;
    }

    private Claim next(Connection connection, String account, Sizes sizes, Due by)
            throws SQLException {
        List<PartRow> first = due(connection, account, PartRow.PENDING, by, 1);
        if (first.isEmpty()) {
            return new Claim(null, List.of());
        }
        if (fillsCall(first.get(0), sizes.call())) {
            return new Claim(fullCall(connection, first.get(0), sizes), List.of());
        }
        List<Part> filling = new ArrayList<>();
        int left = sizes.room();
        for (PartRow row : due(connection, account, PartRow.PENDING, by, FILLING)) {
            if (left == 0 || fillsCall(row, sizes.call())) {
                break;
            }
            PartRow slice = slice(connection, row, left, PartRow.CLAIMED);
            left -= slice.places().length;
            filling.add(part(connection, slice));
        }
        return new Claim(null, filling);
    }

    private static boolean fillsCall(PartRow row, int callSize) {
        return row.group() != null || row.places().length >= callSize;
    }

    private Batch fullCall(Connection connection, PartRow row, Sizes sizes) throws SQLException {
        if (row.group() == null) {
            return Batch.of(part(connection, slice(connection, row, sizes.call())));
        }
        List<PartRow> members = PartRow.query(connection, GROUP, row.group(), row.account());
        int all = members.stream().mapToInt(member -> member.places().length).sum();
        if (all > sizes.largest()) {
            // They were together in a call of a size that is not made any more.
            int most = Math.min(sizes.call(), row.places().length);
            return Batch.of(part(connection, slice(connection, row.alone(), most)));
        }
        List<Part> parts = new ArrayList<>();
        for (PartRow member : members) {
            parts.add(part(connection, slice(connection, member, RowId.CHUNK)));
        }
        return new Batch(row.account(), parts);
    }

    private static PartRow slice(Connection connection, PartRow row, int most) throws SQLException {
        return slice(connection, row, most, PartRow.CLAIMED);
    }

    /**
     * How much may be claimed.
     *
     * @param call ids in a full call, at least 1
     * @param largest most ids of parts that travel together
     * @param room ids that may still be added to the call being filled
     */
    record Sizes(int call, int largest, int room) {}

    private static List<PartRow> due(
            Connection connection, String account, String state, Due by, int most)
            throws SQLException {
        return PartRow.query(
                connection,
                DUE,
                state,
                account,
                by.time().toEpochMilli(),
                by.known().toEpochMilli(),
                by.freshOnly() ? 0 : Long.MAX_VALUE,
                most);
    }

    /**
     * What may be claimed.
     *
     * @param time what is due by then, which may lie ahead
     * @param known what no call may be at work on any more by then; see {@link
     *     io.reprieve.domain.Part.History#openUntil()}
     * @param freshOnly whether only rows are meant of which no call was ever refused
     */
    record Due(Instant time, Instant known, boolean freshOnly) {}

    /** Takes the first rows of a part into that state; what is left stays as it is. */
    private static PartRow slice(Connection connection, PartRow row, int most, String state)
            throws SQLException {
        int[] places = row.places();
        int size = Math.min(places.length, most);
        int[] taken = Arrays.copyOf(places, size);
        int[] rest = Arrays.copyOfRange(places, size, places.length);
        List<PartUpdate> pieces = new ArrayList<>();
        pieces.add(same(row, state, taken));
        if (rest.length > 0) {
            pieces.add(same(row, row.state(), rest));
        }
        row.replace(connection, pieces);
        return new PartRow(
                row.number(),
                row.job(),
                row.chunk(),
                row.account(),
                state,
                taken,
                row.notBefore(),
                row.history(),
                row.group(),
                row.dryRun(),
                null,
                null);
    }

    private static PartUpdate same(PartRow row, String state, int[] places) {
        return new PartUpdate(state, places, row.notBefore(), row.history(), row.group(), null);
    }

    static Part part(Connection connection, PartRow row) throws SQLException {
        return new Part(
                row.number(),
                row.job(),
                row.account(),
                ChunkIds.read(connection, row.chunk()).at(row.places()),
                row.history(),
                row.group(),
                row.dryRun());
    }

    /** Rows whose state must be asked for; see {@link Parts#claimDoubt}. */
    Optional<Part> doubt(Connection connection, String account, int most, Instant dueBy)
            throws SQLException {
        // Looking changes nothing, however early.
        Due any = new Due(dueBy, Instant.ofEpochMilli(Long.MAX_VALUE), false);
        List<PartRow> due = due(connection, account, PartRow.DOUBT, any, 1);
        if (due.isEmpty()) {
            return Optional.empty();
        }
        PartRow slice = slice(connection, due.get(0), most, PartRow.ASKING);
        return Optional.of(part(connection, slice));
    }

    /** The ids of a chunk. */
    private record ChunkIds(String[] ids) {
        static ChunkIds read(Connection connection, long chunk) throws SQLException {
            String sql = "SELECT ids FROM chunk WHERE number=?";
            try (ResultSet rows = Statements.query(connection, sql, chunk)) {
                rows.next();
                return new ChunkIds(rows.getString(1).split("\n", -1));
            }
        }

        List<String> at(int[] places) {
            List<String> some = new ArrayList<>(places.length);
            for (int place : places) {
                some.add(ids[place]);
            }
            return some;
        }
    }
}
