package io.reprieve.connector.notify;

import io.reprieve.ledger.Deliveries;
import io.reprieve.ledger.Delivery;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Jobs;
import io.reprieve.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be told, and what was. Everything is derived by comparing how things stand with what
 * the ledger says was told, so a crash loses nothing, and a restart repeats nothing. Thread-safe.
 */
public final class Notices {
    /** The same is not told again before that. */
    static final Duration REPEAT_AFTER = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger("reprieve.notice");
    private static final int MAX_DUE = 20;

    private final Deliveries deliveries;
    private final Jobs jobs;
    private final ConditionWatch watch;
    private final Clock clock;
    private final Duration giveUpAfter;
    private final List<String> ways;
    private final Map<String, Instant> told = new HashMap<>();

    /** Notices that go out on those ways, each of them tried for that long. */
    Notices(
            Ledger ledger,
            ConditionWatch watch,
            Clock clock,
            Duration giveUpAfter,
            List<String> ways) {
        this.deliveries = ledger.deliveries();
        this.jobs = ledger.jobs();
        this.watch = watch;
        this.clock = clock;
        this.giveUpAfter = giveUpAfter;
        this.ways = List.copyOf(ways);
        told.putAll(deliveries.told());
    }

    /** What a sink is to bring now. What could not be brought for too long is given up. */
    List<Delivery> due(String way) {
        List<Delivery> due = new ArrayList<>();
        for (Delivery delivery : deliveries.due(way, MAX_DUE)) {
            Instant end = delivery.createdAt().plus(giveUpAfter);
            if (delivery.attempts() > 0 && !clock.instant().isBefore(end)) {
                LOG.error(
                        "{}: a notice is given up after {} attempts; the last one: {}",
                        way,
                        delivery.attempts(),
                        delivery.trouble());
                deliveries.giveUp(delivery, "given up; " + delivery.trouble());
            } else {
                due.add(delivery);
            }
        }
        return due;
    }

    /** What a delivery tells. */
    Notice notice(Delivery delivery) {
        if (delivery.job() == null) {
            return Notice.fromJson(delivery.note());
        }
        Job job = jobs.get(delivery.job()).orElseThrow();
        return Notice.deadLetters(job);
    }

    /** Compares how things stand with what was told, and writes down what is news for all sinks. */
    public synchronized void write() {
        for (Trouble trouble : watch.look()) {
            if (isNews(trouble)) {
                deliveries.tell(ways, trouble.topic(), trouble.notice().toJson());
                told.put(trouble.topic(), clock.instant());
            }
        }
    }

    private boolean isNews(Trouble trouble) {
        Instant same = told.get(trouble.topic());
        Instant other = told.get(Trouble.topic(trouble.subject(), !trouble.lasts()));
        if (same == null) {
            // That something works is worth a word only after it was said that it does not.
            return trouble.lasts() || other != null;
        }
        boolean hasChanged = other != null && other.isAfter(same);
        return hasChanged && !clock.instant().isBefore(same.plus(REPEAT_AFTER));
    }
}
