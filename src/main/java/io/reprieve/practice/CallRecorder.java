package io.reprieve.practice;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Records calls and tells the listener of each. Safe for use by many threads. */
final class CallRecorder {

    private static final List<String> SECRET = List.of("authorization", "x-auth-key", "cookie");

    private final Clock clock;
    private final RequestLog log;
    private final Consumer<RecordedCall> listener;

    CallRecorder(Clock clock, RequestLog log, Consumer<RecordedCall> listener) {
        this.clock = clock;
        this.log = log;
        this.listener = listener;
    }

    /**
     * Records one call.
     *
     * @param status answered, 0 for none
     * @param fault what goes wrong on purpose, empty for nothing
     */
    void record(Call call, int status, String fault, boolean processed) {
        String query = call.request().query();
        RecordedCall recorded =
                new RecordedCall(
                        0,
                        clock.instant(),
                        call.request().method(),
                        call.request().path() + (query.isEmpty() ? "" : "?" + query),
                        call.operation().word(),
                        call.accountId(),
                        call.ids().size(),
                        call.ids(),
                        call.body() == null ? null : call.body().form(),
                        withoutSecrets(call.request().headers()),
                        status,
                        fault,
                        processed);
        listener.accept(log.add(recorded));
    }

    private static Map<String, String> withoutSecrets(Map<String, String> headers) {
        Map<String, String> shown = new HashMap<>(headers);
        SECRET.forEach(name -> shown.computeIfPresent(name, (key, secret) -> RecordedCall.HIDDEN));
        return shown;
    }
}
