package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.reprieve.domain.Outcome;
import io.reprieve.practice.Fault;
import io.reprieve.practice.PracticeOptions;
import io.reprieve.practice.SpecialId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What settings change, as it is seen from outside. */
class ChoicesTest {
    @TempDir Path data;
    private Rehearsal rehearsal;

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void in_doubt_resend_sends_again_without_asking() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.in-doubt", "resend");
        rehearsal.cloudflare().fault(Fault.parse("lost"));

        rehearsal.release("list.csv", Ids.plain(10)).allWere(Outcome.RELEASED);

        assertThat(rehearsal.cloudflare().callCount()).isEqualTo(2);
        assertThat(rehearsal.cloudflare().timesReleased(Ids.plain(1).get(0))).isEqualTo(2);
    }

    @Test
    void in_doubt_dead_letter_leaves_it_to_a_person() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.in-doubt", "dead-letter");
        rehearsal.cloudflare().fault(Fault.parse("lost"));

        JobReport report = rehearsal.release("list.csv", Ids.plain(10));

        assertThat(report.allWere(Outcome.UNCONFIRMED).deadLetters()).hasSize(10);
        assertThat(rehearsal.cloudflare().callCount()).isOne();
    }

    @Test
    void attempts_run_out_after_the_time_that_is_set() throws Exception {
        rehearsal =
                Rehearsal.start(
                        data,
                        "reprieve.retry.max-delay",
                        "100ms",
                        "reprieve.retry.give-up-after",
                        "700ms");
        rehearsal.cloudflare().fault(Fault.parse("status:503x*"));

        JobReport report = rehearsal.release("list.csv", Ids.plain(10)).allWere(Outcome.FAILED);

        assertThat(report.lines().get(0).reason()).contains("attempts ran out").contains("503");
        assertThat(rehearsal.cloudflare().messagesReleased()).isZero();
    }

    @Test
    void a_dry_run_reports_what_would_be_and_changes_nothing() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.dry-run", "true");
        String plain = Ids.plain(1).get(0);

        JobReport report =
                rehearsal.release(
                        "list.csv",
                        List.of(plain, SpecialId.NOT_QUARANTINED.id(), SpecialId.NOT_FOUND.id()));

        assertThat(report.row(plain).outcome()).isEqualTo("WOULD_RELEASE");
        assertThat(report.row(plain).reason()).contains("disposition");
        assertThat(report.row(SpecialId.NOT_QUARANTINED.id()).outcome())
                .isEqualTo("NOT_QUARANTINED");
        assertThat(report.row(SpecialId.NOT_FOUND.id()).outcome()).isEqualTo("NOT_FOUND");
        assertThat(rehearsal.cloudflare().releaseCallCount()).isZero();
        // One for each, and one to believe the 404 by.
        assertThat(rehearsal.cloudflare().callCount()).isEqualTo(4);
    }

    @Test
    void what_a_dry_run_looked_at_is_released_by_a_real_one() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.dry-run", "true");
        List<String> ids = Ids.plain(5);
        rehearsal.release("dry.csv", ids).allWere(Outcome.WOULD_RELEASE);
        rehearsal.stop();
        rehearsal.with("reprieve.dry-run", "false").start();

        rehearsal.release("real.csv", ids).allWere(Outcome.RELEASED);

        rehearsal.checkReleasedOnce(ids);
    }

    @Test
    void a_list_waits_for_its_marker_where_one_is_asked_for() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.intake.files.done-file", "${file:name}.ok");
        rehearsal.folder().drop("waits.csv", Ids.plain(3));
        rehearsal.folder().drop("goes.csv", Ids.plain(3, 3));
        rehearsal.folder().drop("goes.csv.ok", "");
        rehearsal.folder().awaitReport("goes.csv").allWere(Outcome.RELEASED);

        assertThat(data.resolve("inbox/waits.csv")).exists();
        rehearsal.folder().drop("waits.csv.ok", "");
        rehearsal.folder().awaitReport("waits.csv").allWere(Outcome.RELEASED);
        await().untilAsserted(() -> assertThat(data.resolve("inbox")).isEmptyDirectory());
    }

    @Test
    void the_column_that_is_set_is_taken() throws Exception {
        rehearsal = Rehearsal.start(data, "reprieve.intake.column", "Vorgang");
        String id = Ids.plain(1).get(0);

        JobReport report = rehearsal.release("list.csv", "id,Vorgang\n4Other," + id + "\n");

        assertThat(report.row(id).outcome()).isEqualTo("RELEASED");
    }

    @Test
    void no_address_and_no_secret_reaches_the_log() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(log);
        try {
            rehearsal = Rehearsal.start(data);
            List<String> ids = new ArrayList<>(Ids.plain(50));
            ids.add("someone@mail.example");
            Arrays.stream(SpecialId.values()).forEach(special -> ids.add(special.id()));
            rehearsal.cloudflare().fault(Fault.parse("html:502"));
            rehearsal.release("for jane@mail.example.csv", ids);
            rehearsal.folder().drop("wrong.csv", "Message ID\n<a@mail.example>\n");
            rehearsal.folder().awaitReason("wrong.csv");
        } finally {
            root.detachAppender(log);
        }
        assertThat(log.list).extracting(ILoggingEvent::getLoggerName).contains("reprieve.call");
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .noneMatch(words -> words.contains("@") && !words.contains("…@…"))
                .noneMatch(words -> words.contains(PracticeOptions.DEFAULT_TOKEN));
    }

    @Test
    void a_list_leaves_a_line_in_the_log_for_what_happens_to_it() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger program = (Logger) LoggerFactory.getLogger("reprieve");
        program.addAppender(log);
        try {
            rehearsal = Rehearsal.start(data);
            rehearsal.release("list.csv", Ids.plain(5));
            await().until(() -> lines(log).stream().anyMatch(line -> line.startsWith("completed")));
        } finally {
            program.detachAppender(log);
        }
        assertThat(lines(log))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("accepted").contains("5 rows"),
                        line -> assertThat(line).startsWith("call default: 5 ids").contains("ray"),
                        line -> assertThat(line).startsWith("completed").contains("5 RELEASED"));
    }

    private static List<String> lines(ListAppender<ILoggingEvent> log) {
        return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
