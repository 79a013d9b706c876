package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.FreePort;
import io.reprieve.app.Reprieve;
import io.reprieve.practice.PracticeOptions;
import io.reprieve.practice.PracticeServer;
import io.reprieve.practice.RateLimit;
import io.reprieve.settings.Settings;
import io.reprieve.settings.ShippedSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Reprieve with the shipped routes and settings on a folder of its own, in front of a
 * practice server: nothing is faked but Cloudflare. Waits are short where a setting allows it.
 */
public final class Rehearsal implements AutoCloseable {
    /** Where the shipped routes are. */
    public static final Path ROUTES = Path.of("routes");

    private static final Map<String, String> QUICK =
            Map.ofEntries(
                    Map.entry("reprieve.batch.linger", "200ms"),
                    Map.entry("reprieve.intake.files.delay", "100ms"),
                    Map.entry("reprieve.intake.files.min-age", "100ms"),
                    Map.entry("reprieve.retry.first-delay", "50ms"),
                    Map.entry("reprieve.retry.settle-time", "1s"),
                    Map.entry("reprieve.retry.max-delay", "500ms"),
                    Map.entry("reprieve.http.connect-timeout", "1s"),
                    Map.entry("reprieve.http.response-timeout", "1s"),
                    Map.entry("reprieve.rate.requests", "100000"),
                    Map.entry("reprieve.rate.window", "1s"));

    private final PracticeServer cloudflare;
    private final DataFolder folder;
    private final Map<String, String> overrides = new HashMap<>(QUICK);
    private Clock clock = Clock.systemUTC();
    private Reprieve reprieve;

    private Rehearsal(Path dataDir, PracticeOptions options) throws IOException {
        cloudflare = PracticeServer.start(options);
        folder = new DataFolder(dataDir);
        overrides.put("reprieve.data.dir", dataDir.toString());
        overrides.put("reprieve.cloudflare.base-url", cloudflare.baseUrl());
        overrides.put("reprieve.cloudflare.account-id", cloudflare.accountId());
        overrides.put("reprieve.cloudflare.api-token", cloudflare.token());
    }

    /** Options of a practice server without a rate limit. */
    public static PracticeOptions.Builder cloudflareWithoutLimit() {
        return PracticeOptions.builder().port(FreePort.next()).rateLimit(RateLimit.OFF).messages(0);
    }

    /** A practice server, and a Reprieve that is not started yet. */
    public static Rehearsal prepare(Path dataDir, PracticeOptions.Builder options)
            throws IOException {
        return new Rehearsal(dataDir, options.build());
    }

    /** Both, running, with those settings: key, value, key, value … */
    public static Rehearsal start(Path dataDir, String... settings) throws Exception {
        return prepare(dataDir, cloudflareWithoutLimit()).with(settings).start();
    }

    /** Changes settings for the next start: key, value, key, value … */
    public Rehearsal with(String... settings) {
        for (int i = 0; i < settings.length; i += 2) {
            overrides.put(settings[i], settings[i + 1]);
        }
        return this;
    }

    /** Leaves a setting out at the next start. */
    public Rehearsal without(String key) {
        overrides.remove(key);
        return this;
    }

    /** Another time for Reprieve, from the next start on. */
    public Rehearsal at(Clock time) {
        this.clock = time;
        return this;
    }

    /** Starts Reprieve. */
    public Rehearsal start() throws Exception {
        reprieve = Reprieve.start(settings(), ROUTES, clock);
        return this;
    }

    /** Ends Reprieve as SIGTERM does; the practice server goes on. */
    public void stop() {
        if (reprieve != null) {
            reprieve.close();
            reprieve = null;
        }
    }

    /** The settings in force. */
    public Settings settings() {
        return ShippedSettings.with(overrides);
    }

    /** What stands in for Cloudflare. */
    public PracticeServer cloudflare() {
        return cloudflare;
    }

    /** The running program. */
    public Reprieve reprieve() {
        return reprieve;
    }

    /** Its data folder. */
    public DataFolder folder() {
        return folder;
    }

    /** Drops a list and waits for its report. */
    public JobReport release(String name, String text) {
        folder.drop(name, text);
        return folder.awaitReport(name);
    }

    /** Drops a list of ids and waits for its report. */
    public JobReport release(String name, List<String> ids) {
        return release(name, Ids.csv(ids));
    }

    /** The practice server's word: each of them left quarantine once, nothing left it twice. */
    public void checkReleasedOnce(List<String> ids) {
        assertThat(ids).allSatisfy(id -> assertThat(cloudflare.timesReleased(id)).isOne());
        assertThat(cloudflare.releasedMoreThanOnce()).isZero();
    }

    @Override
    public void close() {
        try {
            stop();
        } finally {
            cloudflare.close();
        }
    }
}
