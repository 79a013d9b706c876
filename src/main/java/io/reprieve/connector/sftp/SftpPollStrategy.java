package io.reprieve.connector.sftp;

import io.reprieve.errors.ErrorReporter;
import io.reprieve.ledger.Jobs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the polls of one source: gives each its time, says what went wrong, waits longer each
 * time, and tries again, whatever the source's schedule.
 */
final class SftpPollStrategy extends RemoteFilePollingConsumerPollStrategy {
    private static final Logger LOG = LoggerFactory.getLogger("reprieve.sftp");
    private static final long POLL_MILLIS = 50;

    private final SftpSourceBeans source;
    private final SftpSource intake;
    private final Jobs jobs;
    private final SftpHealth health;
    private final IntFunction<Duration> delay;
    private final Supplier<ErrorReporter> troubles;

    SftpPollStrategy(
            SftpSourceBeans source,
            SftpSource intake,
            Jobs jobs,
            SftpHealth health,
            IntFunction<Duration> delay,
            Supplier<ErrorReporter> troubles) {
        this.source = source;
        this.intake = intake;
        this.jobs = jobs;
        this.health = health;
        this.delay = delay;
        this.troubles = troubles;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        source.begin();
        return true;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polled) {
        if (source.line.wasCut()) {
            throw new PollFailed(SftpErrorMessages.tooLong(source.server));
        }
        source.line.end();
        SftpHealth.State before = health.finished(source.name());
        if (before.trouble() != null) {
            LOG.info("{} works again", source.name());
        }
        if (source.sawAll()) {
            takeLeft(consumer);
            forgetLeft();
            lookAgain(polled);
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception failure)
            throws Exception {
        source.line.end();
        if (failure instanceof LookAgain again) {
            return waited(consumer, Duration.between(source.now(), again.when));
        }
        super.rollback(consumer, endpoint, retries, failure);
        ServiceSupport service = (ServiceSupport) consumer;
        if (!service.isRunAllowed()) {
            return false;
        }
        boolean cut = source.line.wasCut();
        String words = cut ? SftpErrorMessages.tooLong(source.server) : words(failure);
        int before = health.failed(source.name(), words, cut);
        troubles.get().say(source.name(), words);
        return waited(consumer, delay.apply(before));
    }

    private String words(Exception failure) {
        return failure instanceof PollFailed
                ? failure.getMessage()
                : SftpErrorMessages.of(failure, source.server);
    }

    private void takeLeft(Consumer consumer) {
        try {
            intake.takeLeft(source, consumer.getEndpoint().getCamelContext());
        } catch (IOException e) {
            troubles.get().say(source.name(), "a copy of a list here cannot be read: " + e);
        }
    }

    private void forgetLeft() {
        source.forgetLeft();
        if (source.hasOrigins()) {
            jobs.forgetOrigins(source.name(), origin -> !source.isThere(origin));
            source.originsAreLookedAt();
        }
    }

    /** The next poll may be tomorrow, and files may be ready before. */
    private void lookAgain(int polled) {
        SftpServer.Times times = source.server.times();
        Instant poll = times.cron().isPresent() ? Instant.MAX : source.now().plus(times.delay());
        Optional<Instant> next = source.nextLook().filter(poll::isAfter);
        if (polled == 0 && next.isPresent()) {
            throw new LookAgain(next.get());
        }
    }

    /** True after the time; false when the source is being stopped. */
    private static boolean waited(Consumer consumer, Duration time) throws InterruptedException {
        ServiceSupport service = (ServiceSupport) consumer;
        long end = System.nanoTime() + time.toNanos();
        while (isOpen(service) && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
        }
        return isOpen(service);
    }

    private static boolean isOpen(ServiceSupport service) {
        return service.isRunAllowed() && !service.isSuspendingOrSuspended();
    }

    /** A poll that failed without an exception of Camel's; says why in words. */
    private static final class PollFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PollFailed(String words) {
            super(words, null, false, false);
        }
    }

    /** A poll that was all right, but left files that will be ready before the next one. */
    private static final class LookAgain extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Instant when;

        LookAgain(Instant when) {
            super("files are left for " + when, null, false, false);
            this.when = when;
        }
    }
}
