package io.reprieve.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.practice.PracticeServer;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SIGTERM and Ctrl-C in whatever the program is doing: it ends, and nobody has to ask twice. */
class StopTest {
    private static final int LONG = 200_000;

    /** Far less than the response timeout of a minute, which an end once took. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path folder;
    private DataFolder data;
    private PracticeServer cloudflare;
    private ServerSocket silent;

    @BeforeEach
    void start() throws Exception {
        data = new DataFolder(Files.createDirectories(folder.resolve("data")));
        cloudflare = PracticeServer.start(Rehearsal.cloudflareWithoutLimit().build());
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        cloudflare.close();
        silent.close();
    }

    /** What the service is doing when it is told to end. */
    enum Phase {
        READING_A_LONG_LIST {
            @Override
            void reach(StopTest test, Program service) {
                test.data.drop("long.csv", Ids.plain(LONG));
                test.until(service, () -> test.logBytes() > 4 << 20);
            }
        },
        RELEASING_A_LONG_LIST {
            @Override
            void reach(StopTest test, Program service) {
                test.data.drop("long.csv", Ids.plain(LONG));
                test.until(service, () -> test.cloudflare.releaseCallCount() > 2);
            }
        },
        WRITING_A_LONG_REPORT {
            @Override
            void reach(StopTest test, Program service) {
                test.data.drop("long.csv", Ids.plain(20_000));
                test.until(service, () -> test.cloudflare.messagesReleased() == 20_000);
            }
        },
        WAITING_FOR_A_BROKER_THAT_IS_AWAY {
            @Override
            void set(StopTest test, Map<String, String> settings) {
                settings.put("reprieve.jms.url", "tcp://127.0.0.1:1");
            }
        },
        WAITING_FOR_A_BROKER_THAT_SAYS_NOTHING {
            @Override
            void set(StopTest test, Map<String, String> settings) {
                settings.put("reprieve.jms.url", "tcp://127.0.0.1:" + test.silent.getLocalPort());
            }
        },
        WAITING_FOR_AN_AMQP_BROKER_THAT_SAYS_NOTHING {
            @Override
            void set(StopTest test, Map<String, String> settings) {
                settings.put("reprieve.jms.url", "amqp://127.0.0.1:" + test.silent.getLocalPort());
            }
        },
        WAITING_FOR_A_SERVER_THAT_SAYS_NOTHING {
            @Override
            void set(StopTest test, Map<String, String> settings) throws IOException {
                Path hosts = test.folder.resolve("known_hosts");
                Files.writeString(hosts, "");
                settings.put("reprieve.intake.sftp.one.host", "127.0.0.1");
                settings.put(
                        "reprieve.intake.sftp.one.port",
                        Integer.toString(test.silent.getLocalPort()));
                settings.put("reprieve.intake.sftp.one.user", "nobody");
                settings.put("reprieve.intake.sftp.one.password", "nothing");
                settings.put("reprieve.intake.sftp.one.known-hosts", hosts.toString());
            }
        };

        void set(StopTest test, Map<String, String> settings) throws IOException {}

        void reach(StopTest test, Program service) {}
    }

    @ParameterizedTest
    @EnumSource
    void a_service_ends_with_0_whatever_it_is_doing(Phase phase) throws Exception {
        Map<String, String> settings = settings();
        phase.set(this, settings);
        try (Program service = Program.start(folder, settings, "run")) {
            service.awaitReady();
            phase.reach(this, service);

            assertThat(service.terminate(SOON)).as(service.output()).isZero();
            assertThat(service.output()).doesNotContain("not everything could be closed");
        }
    }

    @Test
    void a_list_that_is_read_in_the_foreground_is_left_as_it_was() throws Exception {
        Path list = Files.writeString(folder.resolve("long.csv"), Ids.csv(Ids.plain(LONG)));
        try (Program release =
                Program.start(folder, settings(), "release", "--approve", list.toString())) {
            until(release, () -> logBytes() > 4 << 20);

            assertThat(release.terminate(SOON)).isEqualTo(4);
            assertThat(release.output()).contains("Interrupted").doesNotContain("Exception");
        }
        assertThat(list).exists();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = Program.quickSettings(data.path(), cloudflare);
        settings.put("reprieve.http.response-timeout", "1m");
        settings.put("reprieve.guard.max-ids", "0");
        return settings;
    }

    private long logBytes() throws IOException {
        Path log = data.path().resolve("ledger/reprieve.db-wal");
        return Files.exists(log) ? Files.size(log) : 0;
    }

    private void until(Program program, Callable<Boolean> moment) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> moment.call() || !program.isAlive());
        assertThat(program.isAlive()).as(program.output()).isTrue();
    }
}
