package io.reprieve.station;

import io.reprieve.intake.ListReader;
import io.reprieve.intake.RowReader;
import io.reprieve.ledger.NewRequest;
import java.io.IOException;
import java.util.List;

/**
 * A list of one or more requests, each of which gets an answer of its own. A door that has such a
 * list gives it as the property {@link AcceptStation#REQUESTS} beside the {@link ListFile}.
 */
public interface RequestList {
    /**
     * Opens the rows of all of them.
     *
     * @throws IOException when the disk does not give them
     */
    RowReader open(ListReader reader) throws IOException;

    /** The requests, with their lines among those rows. */
    List<NewRequest> requests();
}
