package io.reprieve.intake;

import java.io.Closeable;
import java.util.Iterator;

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
}
