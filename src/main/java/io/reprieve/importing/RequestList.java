package io.reprieve.importing;

import io.reprieve.ledger.NewRequest;
import io.reprieve.list.ListReader;
import io.reprieve.list.ListSubmission;
import io.reprieve.list.RowReader;
import java.io.IOException;
import java.util.List;

/**
 * A list of one or more requests, each of which gets an answer of its own. A source that has such a
 * list gives it as the property {@link ImportSteps#REQUESTS} beside the {@link ListSubmission}.
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
