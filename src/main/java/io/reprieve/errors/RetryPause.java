package io.reprieve.errors;

import io.reprieve.calls.CallGate;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/**
 * What a source does with a list that it has to leave where it lies: says so, and pauses, because
 * it would take the same list again at once. Thread-safe.
 */
public final class RetryPause implements ExceptionHandler {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final long POLL_MILLIS = 50;

    private final ErrorReporter troubles;
    private final CallGate gate;

    /** Tells that way. */
    public RetryPause(ErrorReporter troubles, CallGate gate) {
        this.troubles = troubles;
        this.gate = gate;
    }

    /** Waits a second, or a moment when Reprieve is being stopped. */
    public void pause() {
        long end = System.nanoTime() + PAUSE.toNanos();
        try {
            do {
                Thread.sleep(POLL_MILLIS);
            } while (!gate.isStopping() && System.nanoTime() < end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void handleException(Throwable failure) {
        pause();
    }

    @Override
    public void handleException(String message, Throwable failure) {
        pause();
    }

    /** Tells that a list whose job is in the ledger cannot be moved away. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable failure) {
        troubles.tell(exchange, failure);
        pause();
    }
}
