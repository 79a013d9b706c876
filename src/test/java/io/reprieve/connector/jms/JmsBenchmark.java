package io.reprieve.connector.jms;

import io.reprieve.scenario.Ids;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * The broker's side of {@code bench/jms}: a real Artemis with requests in it, and who asked. Prints
 * where it is, and later how long the program took.
 */
public final class JmsBenchmark {
    private static final double NANOS = 1e9;

    private JmsBenchmark() {}

    /** Arguments: a folder for the broker, and how many messages of one id each. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int count = Integer.parseInt(arguments[1]);
        try (ArtemisBroker broker = ArtemisBroker.prepare(folder).start();
                Team sender = Team.at(broker.url());
                Team reader = Team.at(broker.url())) {
            sender.sendAll(Ids.plain(count));
            System.out.println("ready " + broker.url());
            await(broker, count - 1);
            long begin = System.nanoTime();
            var answers = CompletableFuture.supplyAsync(() -> answers(reader, count));
            await(broker, 0);
            tell("accepted", count, begin);
            int answered = answers.join();
            tell("answered", answered, begin);
        }
    }

    private static int answers(Team reader, int count) {
        try {
            return reader.receiveMarks(Team.RESULTS, count).size();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until at most so many requests wait. */
    private static void await(ArtemisBroker broker, long most) {
        while (broker.waiting(Team.REQUESTS) > most) {
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void tell(String what, int count, long begin) {
        double seconds = (System.nanoTime() - begin) / NANOS;
        System.out.printf("%s %d %.2f %.0f%n", what, count, seconds, count / seconds);
    }
}
