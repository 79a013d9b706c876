package io.reprieve.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the log from tearing what a person looks at. */
final class Quiet {
    private Quiet() {}

    /** Only warnings and errors from now on. */
    static void logOnlyTrouble() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    }
}
