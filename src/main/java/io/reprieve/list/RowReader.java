package io.reprieve.list;

import io.reprieve.domain.Row;
import java.io.Closeable;
import java.util.Iterator;
import java.util.Optional;

/**
 * The rows of one list, in its order, read as they are asked for. For one thread.
 *
 * <p>{@code hasNext} and {@code next} throw {@link UnreadableListException} when it shows on the
 * way that the list is damaged, and {@link java.io.UncheckedIOException} when its bytes cannot be
 * had. A list is whole only when {@code hasNext} has answered false; after an exception every
 * further call throws it again.
 */
public interface RowReader extends Iterator<Row>, Closeable {
    /** What the list says about itself; known before the first row. */
    ListFacts facts();

    /**
     * Why a person has to look at the list before anything of it is sent, in words that stand
     * behind "held:"; empty where nobody has to. Complete once {@code hasNext} has answered false.
     */
    default Optional<String> doubt() {
        return Optional.empty();
    }

    /**
     * Whether none of the rows that can be sent has a known shape of ids: Cloudflare has changed
     * them, or it is the wrong list. Complete once {@code hasNext} has answered false.
     */
    default boolean isUnfamiliar() {
        return false;
    }
}
