package io.reprieve.practice;

import io.reprieve.practice.http.HttpAnswer;
import io.reprieve.practice.http.HttpRequest;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Cloudflare's side of a call: who may make it, how often, and what it does. */
final class ApiPaths {

    private final PracticeCredentials credentials;
    private final RateLimit limit;
    private final Clock clock;
    private final Map<String, RateMeter> meters = new ConcurrentHashMap<>();
    private final ReleaseEndpoint release;
    private final MessageEndpoint message;
    private final SearchEndpoint search;

    ApiPaths(
            PracticeOptions options,
            PracticeCredentials credentials,
            MessageBook book,
            Quarantine quarantine) {
        this.credentials = credentials;
        this.limit = options.rateLimit();
        this.clock = options.clock();
        this.release = new ReleaseEndpoint(options, book, quarantine);
        this.message = new MessageEndpoint(book, quarantine);
        this.search = new SearchEndpoint(book, quarantine, options.searchWaits());
    }

    /**
     * A call that has come through the door, or has not.
     *
     * @param caller who makes it; null when it was refused for that
     * @param refusal what it is answered instead of being worked on, or null
     * @param reading what the rate limit says; null without a limit or a caller
     */
    record Admission(
            PracticeCredentials.Caller caller, HttpAnswer refusal, RateMeter.Reading reading) {}

    /** Looks at the credentials and counts the call against their limit. */
    Admission admit(Call call) {
        if (call.operation() == Operation.REDIRECTED) {
            return new Admission(null, null, null);
        }
        Optional<PracticeCredentials.Caller> caller = credentials.caller(call.request());
        if (caller.isEmpty()) {
            return new Admission(null, refusal(call), null);
        }
        if (limit.isOff()) {
            return new Admission(caller.get(), null, null);
        }
        RateMeter.Reading reading =
                meters.computeIfAbsent(caller.get().name(), name -> new RateMeter(limit))
                        .call(clock.millis());
        HttpAnswer refusal = reading.allowed() ? null : ApiErrors.slowDown(reading.seconds());
        return new Admission(caller.get(), refusal, reading);
    }

    private HttpAnswer refusal(Call call) {
        HttpRequest request = call.request();
        boolean unknownToken =
                call.operation() == Operation.VERIFY_TOKEN
                        && request.header("authorization") != null;
        return unknownToken ? PracticeCredentials.invalidToken() : credentials.refusal(request);
    }

    /** Works on an admitted call. */
    HttpAnswer answer(Call call, PracticeCredentials.Caller caller) {
        if (call.operation() == Operation.REDIRECTED) {
            return ResponseEnvelope.ok(json -> json.writeRawValue("[]"));
        }
        boolean account = !call.accountId().isEmpty();
        boolean noRoute =
                call.operation() == Operation.UNKNOWN
                        || account && !call.accountId().matches("[0-9a-fA-F]{32}");
        if (noRoute) {
            return ApiErrors.noRoute(call.request().path().replaceFirst("^/client/v4", ""));
        }
        if (!call.operation().takes(call.request().method())) {
            return ApiErrors.wrongMethod(call.request().method());
        }
        if (call.operation() == Operation.VERIFY_TOKEN) {
            return credentials.verify(caller, call.accountId());
        }
        return credentials.opens(caller, call.accountId()) ? work(call) : ApiErrors.notPermitted();
    }

    private HttpAnswer work(Call call) {
        return switch (call.operation()) {
            case RELEASE -> release.answer(call.body());
            case MESSAGE -> message.message(call.messageId());
            case ACTION_LOG -> message.actionLog(call.messageId());
            case SEARCH -> search.answer(call.request().path(), call.request().parameters());
            case VERIFY_TOKEN, REDIRECTED, UNKNOWN ->
                    throw new IllegalStateException("answered before: " + call.operation());
        };
    }

    /** The answer with the headers of the rate limit. */
    HttpAnswer withLimitHeaders(HttpAnswer answer, RateMeter.Reading reading) {
        if (reading == null) {
            return answer;
        }
        return answer.with(
                        "Ratelimit",
                        "\"default\";r=" + reading.remaining() + ";t=" + reading.seconds())
                .with(
                        "Ratelimit-Policy",
                        "\"default\";q="
                                + limit.requests()
                                + ";w="
                                + Math.max(1, limit.window().toSeconds()));
    }
}
