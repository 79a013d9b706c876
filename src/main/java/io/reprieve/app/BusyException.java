package io.reprieve.app;

import java.nio.file.Path;

/** Another Reprieve works on the same data folder. */
public final class BusyException extends Exception {
    private static final long serialVersionUID = 1L;

    BusyException(Path dataDir) {
        super(
                "Another Reprieve already works on the data folder "
                        + dataDir.toAbsolutePath()
                        + ". Stop it, or give this one a folder of its own: reprieve.data.dir.");
    }
}
