package io.reprieve.crash;

import static org.awaitility.Awaitility.await;

import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Moments in the life of a list at which the process is killed. */
enum Moment {
    /** The ledger is opened, and what the last process left is looked at. */
    STARTING {
        @Override
        void reach(Program program, DataFolder folder, PracticeServer cloudflare, long calls) {
            until(program, () -> Files.exists(folder.path().resolve("ledger/reprieve.db-wal")));
        }
    },
    /** Lists are being read; a part of one is in the ledger, and does not count yet. */
    READING {
        @Override
        void reach(Program program, DataFolder folder, PracticeServer cloudflare, long calls) {
            until(program, () -> program.output().contains("Reprieve ready"));
        }
    },
    /** The list has just been committed, or its file is being moved away, or a call is prepared. */
    ACCEPTED {
        @Override
        void reach(Program program, DataFolder folder, PracticeServer cloudflare, long calls) {
            until(program, () -> program.output().contains("accepted "));
        }
    },
    /** A call was worked on at the other side; its answer is on its way, is judged, is settled. */
    ANSWERED {
        @Override
        void reach(Program program, DataFolder folder, PracticeServer cloudflare, long calls) {
            until(program, () -> cloudflare.releaseCallCount() > calls);
        }
    },
    /** Some calls are settled, others are not. */
    SETTLING {
        @Override
        void reach(Program program, DataFolder folder, PracticeServer cloudflare, long calls) {
            until(program, () -> program.output().contains(" settled"));
        }
    },
    /** The last row of a job is settled, and its report is written. */
    REPORTING {
        @Override
        void reach(Program program, DataFolder folder, PracticeServer cloudflare, long calls) {
            int before = folder.files("reports", "report.csv").size();
            until(program, () -> folder.files("reports", "report.csv").size() > before);
        }
    };

    /**
     * Waits for the moment.
     *
     * @param calls release calls that the server had counted when the program was started
     */
    abstract void reach(Program program, DataFolder folder, PracticeServer cloudflare, long calls);

    private static void until(Program program, Callable<Boolean> moment) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> moment.call() || !program.isAlive());
    }
}
