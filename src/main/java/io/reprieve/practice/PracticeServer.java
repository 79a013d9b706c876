package io.reprieve.practice;

import io.reprieve.practice.http.HttpListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A running practice server. Every id names a message in quarantine, except the {@link SpecialId}s;
 * each release is counted. Safe for use by many threads.
 *
 * <pre>{@code
 * try (PracticeServer cloudflare = PracticeServer.start(PracticeOptions.defaults())) {
 *     cloudflare.fault(Fault.of(FaultKind.LOST));
 *     // ... release through cloudflare.baseUrl() ...
 *     assertThat(cloudflare.timesReleased(id)).isOne();
 * }
 * }</pre>
 */
public final class PracticeServer implements AutoCloseable {

    private static final long REOPEN_TRIES_MILLIS = 50;

    private final PracticeOptions options;
    private final PracticeCredentials credentials;
    private final Quarantine quarantine;
    private final RequestLog log;
    private final FaultPlan faults;
    private final HttpListener listener;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(PracticeServer::timerThread);

    private PracticeServer(PracticeOptions options) throws IOException {
        this.options = options;
        this.credentials = new PracticeCredentials(options);
        this.quarantine = new Quarantine(options.clock(), options.lag());
        this.log = new RequestLog(options.recordedIds());
        this.faults = new FaultPlan(options.faults(), options.mixture());
        MessageBook book = new MessageBook(options.clock().instant(), options.messages());
        CallHandler handler =
                new CallHandler(
                        options.delay(),
                        new ApiPaths(options, credentials, book, quarantine),
                        faults,
                        new CallRecorder(options.clock(), log, options.callListener()),
                        new ControlEndpoint(faults, quarantine, log, book),
                        this::refuseConnections,
                        timer);
        this.listener = HttpListener.start(options.bind(), options.port(), handler);
    }

    /**
     * Starts a server. It listens when this returns.
     *
     * @throws IOException when the port is taken or cannot be listened on
     */
    public static PracticeServer start(PracticeOptions options) throws IOException {
        return new PracticeServer(options);
    }

    /** What to set as {@code reprieve.cloudflare.base-url}; ends in {@code /client/v4}. */
    public String baseUrl() {
        return origin() + "/client/v4";
    }

    /** Where the server is, without a path; {@code /practice/} is below it. */
    public String origin() {
        String host = options.bind().isAnyLocalAddress() ? "127.0.0.1" : hostOf();
        return "http://" + host + ":" + port();
    }

    private String hostOf() {
        String address = options.bind().getHostAddress();
        return address.contains(":") ? "[" + address + "]" : address;
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** The first account. */
    public String accountId() {
        return options.accounts().keySet().iterator().next();
    }

    /** The token of the first account when the server started. */
    public String token() {
        return options.accounts().get(accountId());
    }

    /** The accounts with their tokens when the server started. */
    public Map<String, String> accounts() {
        return options.accounts();
    }

    /** Replaces an account's token, as somebody does who rotates it; the old one is refused. */
    public void changeToken(String accountId, String token) {
        credentials.change(accountId, token);
    }

    /**
     * How often a message was really released: in how many processed calls it left quarantine, or
     * was delivered once more. An id of either form will do.
     */
    public int timesReleased(String id) {
        return quarantine.timesReleased(PracticeIds.key(id));
    }

    /**
     * How often a message stood in a processed call, whatever came of it. Differs from {@link
     * #timesReleased} only for special ids.
     */
    public int timesProcessed(String id) {
        return quarantine.timesProcessed(PracticeIds.key(id));
    }

    /** Number of different messages that were released. */
    public long messagesReleased() {
        return quarantine.counts().messages();
    }

    /** Number of different messages that were released more than once. */
    public long releasedMoreThanOnce() {
        return quarantine.counts().repeated();
    }

    /** Number of calls of every kind. */
    public long callCount() {
        return log.calls();
    }

    /** Number of release calls, whatever came of them. */
    public long releaseCallCount() {
        return log.releaseCalls();
    }

    /** The newest calls, oldest first; at most 10,000. */
    public List<RecordedCall> calls() {
        return log.kept();
    }

    /** The newest release calls, oldest first; at most 10,000 calls are kept. */
    public List<RecordedCall> releaseCalls() {
        return log.kept().stream().filter(RecordedCall::isRelease).toList();
    }

    /** Adds a fault after those that still wait. */
    public void fault(Fault fault) {
        faults.add(fault);
    }

    /** Ends all faults, the random ones too. */
    public void clearFaults() {
        faults.clear();
    }

    /** The faults that still wait, without the random ones. */
    public List<Fault> faults() {
        return faults.waiting();
    }

    /** Puts every message back into quarantine and forgets all counts and calls. */
    public void reset() {
        quarantine.reset();
        log.clear();
    }

    /** Resets all connections and refuses new ones until {@link #resume}. */
    public void suspend() throws IOException {
        listener.suspend();
    }

    /**
     * Takes connections again, on the same port.
     *
     * @throws IOException when another program has taken the port
     */
    public void resume() throws IOException {
        listener.resume();
    }

    /** Refuses connections for that long. */
    public void refuseConnections(Duration time) throws IOException {
        suspend();
        timer.schedule(this::resumeOrTryLater, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void resumeOrTryLater() {
        try {
            resume();
        } catch (IOException portIsTaken) {
            timer.schedule(this::resumeOrTryLater, REOPEN_TRIES_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Stops at once. What was counted can still be asked for here. */
    @Override
    public void close() {
        timer.shutdownNow();
        listener.close();
    }

    private static Thread timerThread(Runnable work) {
        Thread thread = new Thread(work, "practice-timer");
        thread.setDaemon(true);
        return thread;
    }
}
