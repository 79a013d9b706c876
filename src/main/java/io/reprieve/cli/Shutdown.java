package io.reprieve.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * What SIGTERM and Ctrl-C do. Java would end with 143 or 130 whatever is done meanwhile; scripts
 * and service managers are promised a code of ours. Thread-safe.
 */
final class Shutdown {
    private static final CountDownLatch ASKED = new CountDownLatch(1);
    private static final CountDownLatch FINISHED = new CountDownLatch(1);
    private static final AtomicBoolean HOOKED = new AtomicBoolean();
    private static volatile int exitCode;

    /** How long after the last answer the process ends, whatever hangs. */
    private static final long PATIENCE_MILLIS = 4800;

    private static final long LOOK_MILLIS = 20;

    private static volatile BooleanSupplier calling = () -> false;
    private static volatile int interrupted = ExitCodes.INTERRUPTED;

    private Shutdown() {}

    /**
     * From now on a signal asks the command to stop, and the process ends with the command's code.
     */
    static void handle() {
        if (HOOKED.compareAndSet(false, true)) {
            Runtime.getRuntime().addShutdownHook(new Thread(Shutdown::askAndWait, "shutdown"));
        }
    }

    /**
     * Lets the process wait for the answers to calls before it ends.
     *
     * @param underWay whether one is awaited
     * @param code the exit code where a signal ends the command and it does not come to its end
     */
    static void waitFor(BooleanSupplier underWay, int code) {
        calling = underWay;
        interrupted = code;
    }

    /** Lets something happen at once when a signal asks to stop, besides what waits for it. */
    static void onAsked(Runnable action) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                ASKED.await();
                                action.run();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        },
                        "on-shutdown");
        thread.setDaemon(true);
        thread.start();
    }

    /** Whether a signal has asked to stop. */
    static boolean isAsked() {
        return ASKED.getCount() == 0;
    }

    /** Waits for a signal that asks to stop. */
    static void await() throws InterruptedException {
        ASKED.await();
    }

    /** Waits for a signal for some time; whether one came. */
    static boolean await(long millis) throws InterruptedException {
        return ASKED.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Ends the process with that code. */
    static void finish(int code) {
        exitCode = code;
        FINISHED.countDown();
        if (!isAsked()) {
            Runtime.getRuntime().halt(flushed(code));
        }
    }

    private static void askAndWait() {
        ASKED.countDown();
        boolean isFinished = false;
        try {
            long idle = 0;
            while (!isFinished && idle < PATIENCE_MILLIS) {
                isFinished = FINISHED.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                idle = calling.getAsBoolean() ? 0 : idle + LOOK_MILLIS;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(flushed(isFinished ? exitCode : interrupted));
    }

    private static int flushed(int code) {
        System.out.flush();
        System.err.flush();
        return code;
    }
}
