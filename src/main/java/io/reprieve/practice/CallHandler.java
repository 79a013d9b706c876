package io.reprieve.practice;

import io.reprieve.practice.http.HttpAnswer;
import io.reprieve.practice.http.HttpHandler;
import io.reprieve.practice.http.HttpReply;
import io.reprieve.practice.http.HttpRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes a request through the server: admission, fault, work, record, answer. A call is recorded
 * before its client can learn anything of it, so that whoever has an answer finds the call counted.
 */
final class CallHandler implements HttpHandler {

    private final Duration delay;
    private final ApiPaths api;
    private final FaultPlan faults;
    private final CallRecorder recorder;
    private final ControlEndpoint control;
    private final Outage outage;
    private final ScheduledExecutorService later;
    private final AtomicLong rays = new AtomicLong();

    CallHandler(
            Duration delay,
            ApiPaths api,
            FaultPlan faults,
            CallRecorder recorder,
            ControlEndpoint control,
            Outage outage,
            ScheduledExecutorService later) {
        this.delay = delay;
        this.api = api;
        this.faults = faults;
        this.recorder = recorder;
        this.control = control;
        this.outage = outage;
        this.later = later;
    }

    /** Lets nobody connect for a while. */
    @FunctionalInterface
    interface Outage {
        /** Resets all connections, and starts to listen again after that time. */
        void begin(Duration time) throws IOException;
    }

    @Override
    public void handle(HttpRequest request, HttpReply reply) throws IOException {
        if (request.path().startsWith("/practice/") && !request.path().equals(Call.ELSEWHERE)) {
            control.handle(request, reply);
            return;
        }
        if (!delay.isZero()) {
            reply.pause(delay);
        }
        Call call = Call.of(request);
        ApiPaths.Admission admission = api.admit(call);
        Optional<Fault> fault =
                admission.refusal() == null && call.operation() != Operation.REDIRECTED
                        ? faults.next(call.isRelease())
                        : Optional.empty();
        if (fault.isPresent()) {
            new FaultyExchange(fault.get(), call, admission, reply).run();
        } else {
            HttpAnswer answer = work(call, admission);
            recorder.record(call, answer.status(), "", isProcessed(answer));
            reply.send(answer);
        }
    }

    private HttpAnswer work(Call call, ApiPaths.Admission admission) {
        HttpAnswer answer =
                admission.refusal() == null
                        ? api.answer(call, admission.caller())
                        : admission.refusal();
        return withRay(api.withLimitHeaders(answer, admission.reading()));
    }

    private HttpAnswer withRay(HttpAnswer answer) {
        return answer.with(
                "CF-Ray", String.format("%016x-FRA", PracticeIds.mix(rays.incrementAndGet())));
    }

    private static boolean isProcessed(HttpAnswer answer) {
        return answer.status() == 200;
    }

    /** One call that goes wrong on purpose. */
    private final class FaultyExchange {

        private final Fault fault;
        private final Call call;
        private final ApiPaths.Admission admission;
        private final HttpReply reply;

        private FaultyExchange(
                Fault fault, Call call, ApiPaths.Admission admission, HttpReply reply) {
            this.fault = fault;
            this.call = call;
            this.admission = admission;
            this.reply = reply;
        }

        private void run() throws IOException {
            if (fault.kind() == FaultKind.DELAY) {
                reply.pause(time());
            }
            if (fault.kind().isLate()) {
                later.schedule(
                        () -> work(call, admission), time().toMillis(), TimeUnit.MILLISECONDS);
            }
            boolean worked = fault.kind().isProcessed() || fault.kind() == FaultKind.DELAY;
            HttpAnswer real = worked ? work(call, admission) : null;
            HttpAnswer shown = shown(real);
            recorder.record(
                    call,
                    shown == null ? 0 : shown.status(),
                    fault.label(),
                    fault.kind().isLate() || (worked && isProcessed(real)));
            if (shown == null) {
                sayNothing();
            } else {
                send(shown);
            }
        }

        /** What the client is to see, or null when it gets no answer. */
        private HttpAnswer shown(HttpAnswer real) {
            return switch (fault.kind()) {
                case RESET, RESET_AFTER, CLOSE, LOST, LOST_LATE, HANG, HANG_AFTER, REFUSE -> null;
                case DELAY, DELAY_AFTER, DRIP, CUT -> real;
                case BROKEN_JSON -> FaultAnswers.brokenJson(real);
                case OVERSIZED -> FaultAnswers.oversized(real, Integer.parseInt(fault.value()));
                case GZIP -> FaultAnswers.gzip(real);
                default -> replaced();
            };
        }

        private HttpAnswer replaced() {
            HttpAnswer answer =
                    switch (fault.kind()) {
                        case STATUS, STATUS_AFTER -> FaultAnswers.envelope(fault);
                        case HTML, HTML_AFTER -> FaultAnswers.gatewayPage(fault.value());
                        case HTML_LATE -> FaultAnswers.gatewayPage("504");
                        case ACCEPTED_LATE -> FaultAnswers.accepted();
                        case CHALLENGE, CHALLENGE_AFTER -> FaultAnswers.challenge();
                        case UNSUCCESSFUL -> FaultAnswers.unsuccessful(fault);
                        case WRONG_JSON -> FaultAnswers.wrongJson();
                        case REDIRECT -> FaultAnswers.redirect(elsewhere());
                        default ->
                                throw new IllegalStateException("no answer of its own: " + fault);
                    };
            HttpAnswer traced = withRay(answer);
            return fault.retryAfter() < 0
                    ? traced
                    : traced.with("Retry-After", Integer.toString(fault.retryAfter()));
        }

        private String elsewhere() {
            if (!fault.value().isEmpty()) {
                return fault.value();
            }
            // Another name of this machine: a client must not take its credentials there.
            String host = call.request().headers().getOrDefault("host", "localhost");
            String other =
                    host.startsWith("localhost")
                            ? host.replace("localhost", "127.0.0.1")
                            : host.replace("127.0.0.1", "localhost");
            return "http://" + other + Call.ELSEWHERE;
        }

        private void send(HttpAnswer shown) throws IOException {
            switch (fault.kind()) {
                case CUT -> reply.cut(shown);
                case DRIP -> reply.drip(shown, time());
                case DELAY_AFTER -> {
                    reply.pause(time());
                    reply.send(shown);
                }
                default -> reply.send(shown);
            }
        }

        private void sayNothing() throws IOException {
            switch (fault.kind()) {
                case RESET, RESET_AFTER -> reply.reset();
                case HANG, HANG_AFTER -> reply.hang(time());
                case REFUSE -> outage.begin(time());
                default -> reply.close();
            }
        }

        private Duration time() {
            return DurationText.parse(fault.value());
        }
    }
}
