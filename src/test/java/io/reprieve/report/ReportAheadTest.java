package io.reprieve.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.domain.Batch;
import io.reprieve.domain.Outcome;
import io.reprieve.domain.Part;
import io.reprieve.domain.Recipients;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.Row;
import io.reprieve.domain.RowResult;
import io.reprieve.domain.Verdict;
import io.reprieve.domain.Verdict.Settled;
import io.reprieve.files.FileWriteException;
import io.reprieve.ledger.Acceptance;
import io.reprieve.ledger.CallBudget;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.ledger.Lists;
import io.reprieve.report.file.ReportWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of a report before its job is complete, in front of a real ledger and disk. */
class ReportAheadTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:15:00Z");
    private static final String ACCOUNT = "default";
    private static final int LONG = 10_000;

    @TempDir Path data;
    private Ledger ledger;
    private ReportWriter writer;
    private ReportAhead ahead;
    private CallBudget pace;
    private boolean stopping;

    @BeforeEach
    void open() {
        ledger = Ledger.open(data.resolve("ledger"), Clock.fixed(NOW, ZoneOffset.UTC));
        pace = ledger.pace(1_000_000, 1_000_000, Duration.ofMinutes(5));
        writer = new ReportWriter(data);
        ahead = new ReportAhead(ledger, writer, () -> stopping);
    }

    @AfterEach
    void close() {
        ahead.close();
        ledger.close();
    }

    @Test
    void written_ahead_in_any_order_of_calls_a_report_is_the_same_as_written_whole()
            throws Exception {
        Job job = accept("long", LONG + 1_500);
        Deque<Batch> calls = claimAll(700);
        while (!calls.isEmpty()) {
            settle(calls.pollLast());
            ahead.advance();
            if (!calls.isEmpty()) {
                settle(calls.pollFirst());
                ahead.advance();
            }
        }
        List<byte[]> written = finish(job, ahead.take(job));

        List<byte[]> whole = finish(job, new ReportAhead(ledger, writer, () -> false).take(job));
        for (int file = 0; file < written.size(); file++) {
            assertThat(whole.get(file)).isEqualTo(written.get(file));
        }
        assertThat(Files.readAllLines(report(job))).hasSize(LONG + 1_501);
        assertThat(Files.readAllLines(deadLetter(job))).hasSizeGreaterThan(1_000);
    }

    @Test
    void what_is_written_ahead_is_the_list_up_to_the_first_row_without_an_outcome()
            throws Exception {
        Job job = accept("long", LONG);
        Deque<Batch> calls = claimAll(Acceptance.CHUNK);
        Batch first = calls.pollFirst();
        Batch second = calls.pollFirst();
        settle(calls.pollFirst());
        ahead.advance();
        assertThat(hiddenRows(job)).isZero();

        settle(first);
        ahead.advance();
        long one = hiddenRows(job);
        settle(second);
        ahead.advance();

        assertThat(one).isPositive();
        assertThat(hiddenRows(job)).isGreaterThan(2 * one);
        assertThat(report(job)).doesNotExist();
        assertThat(deadLetter(job)).doesNotExist();
    }

    @Test
    void a_short_list_is_not_written_ahead() {
        Job job = accept("short", LONG - 1);
        claimAll(Acceptance.CHUNK).forEach(this::settle);

        ahead.advance();

        assertThat(report(job).getParent()).doesNotExist();
    }

    @Test
    void lists_have_their_turn_one_after_the_other() throws Exception {
        Job first = accept("first", LONG);
        Job second = accept("second", LONG);
        Deque<Batch> calls = claimAll(Acceptance.CHUNK);
        Batch last = calls.pollLast();
        calls.forEach(this::settle);
        ahead.advance();
        finish(first, ahead.take(first));

        ahead.advance();

        assertThat(hiddenRows(second)).isPositive();
        settle(last);
        finish(second, ahead.take(second));
        assertThat(Files.readAllLines(report(second))).hasSize(LONG + 1);
    }

    @Test
    void when_reprieve_stops_nothing_is_left_of_it() throws Exception {
        Job job = accept("long", LONG);
        settle(claimAll(Acceptance.CHUNK).pollFirst());
        ahead.advance();
        assertThat(hiddenRows(job)).isPositive();

        ahead.close();
        ahead.advance();

        assertThat(report(job).getParent()).isEmptyDirectory();
        assertThat(data.resolve("dead-letter")).isEmptyDirectory();
    }

    @Test
    void stopping_does_not_wait_for_what_could_still_be_written() {
        Job job = accept("long", LONG);
        claimAll(Acceptance.CHUNK).forEach(this::settle);
        stopping = true;

        ahead.advance();

        assertThat(report(job).getParent()).doesNotExist();
    }

    @Test
    void a_disk_in_trouble_is_met_again_by_the_report_itself_and_not_before() throws Exception {
        Job job = accept("long", LONG);
        Deque<Batch> calls = claimAll(Acceptance.CHUNK);
        settle(calls.pollFirst());
        Path inTheWay = Files.writeString(data.resolve("reports"), "no folder");

        ahead.advance();
        assertThatThrownBy(() -> ahead.take(job)).isInstanceOf(FileWriteException.class);
        Files.delete(inTheWay);
        ahead.advance();

        assertThat(data.resolve("reports")).as("begun once").doesNotExist();
        calls.forEach(this::settle);
        finish(job, ahead.take(job));
        assertThat(Files.readAllLines(report(job))).hasSize(LONG + 1);
    }

    @Test
    void a_defect_in_the_middle_costs_what_was_written_and_no_row() throws Exception {
        Job job = accept("long", LONG);
        Deque<Batch> calls = claimAll(Acceptance.CHUNK);
        settle(calls.pollFirst());
        ahead.advance();
        settle(calls.pollFirst());
        alter("UPDATE part SET outcomes='?' || outcomes WHERE number=2");
        ahead.advance();

        assertThat(report(job).getParent()).isEmptyDirectory();
        alter("UPDATE part SET outcomes=substr(outcomes, 2) WHERE number=2");
        calls.forEach(this::settle);
        ahead.advance();
        finish(job, ahead.take(job));
        assertThat(Files.readAllLines(report(job))).hasSize(LONG + 1).doesNotHaveDuplicates();
    }

    private void alter(String sql) throws SQLException {
        Path file = data.resolve("ledger").resolve(Ledger.FILE);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isOne();
        }
    }

    private Job accept(String name, int rows) {
        List<Row> entries =
                IntStream.range(0, rows)
                        .mapToObj(i -> new Row(i + 2, name + i, ACCOUNT, null))
                        .toList();
        long number = Lists.accept(ledger, Lists.job(name), entries);
        return ledger.jobs().get(number).orElseThrow();
    }

    private Deque<Batch> claimAll(int size) {
        Deque<Batch> calls = new ArrayDeque<>();
        while (true) {
            var claim = ledger.parts().claim(ACCOUNT, size, size);
            if (claim.isEmpty()) {
                return calls;
            }
            Batch call = claim.call() == null ? new Batch(ACCOUNT, claim.filling()) : claim.call();
            calls.add(call);
        }
    }

    private void settle(Batch call) {
        var begun = ledger.parts().begin(call, pace, ACCOUNT);
        List<Verdict> verdicts = begun.batch().parts().stream().map(this::verdict).toList();
        ledger.parts().settle(verdicts, pace, begun.ticket());
    }

    /** Every seventh message was not delivered. */
    private Verdict verdict(Part part) {
        ResponseInfo facts = new ResponseInfo(200, null, null, "ray-" + part.key());
        List<Settled> settled = new ArrayList<>();
        for (int i = 0; i < part.size(); i++) {
            Outcome outcome = i % 7 == 0 ? Outcome.UNDELIVERED : Outcome.RELEASED;
            List<String> recipients = List.of("user" + i + "@example.com");
            Recipients told = new Recipients(recipients, List.of(), List.of());
            settled.add(new Settled(i, new RowResult(outcome, "", told, facts)));
        }
        return new Verdict(part, settled, List.of());
    }

    /** Finishes a report; the bytes of its files. */
    private List<byte[]> finish(Job job, ReportDraft draft) throws IOException {
        Job complete = ledger.jobs().get(job.number()).orElseThrow();
        try (draft) {
            draft.finish(ReportSteps.summary(complete), () -> false);
        }
        return List.of(
                Files.readAllBytes(report(job)),
                Files.readAllBytes(report(job).resolveSibling("summary.json")),
                Files.readAllBytes(deadLetter(job)));
    }

    private long hiddenRows(Job job) throws IOException {
        Path hidden = report(job).resolveSibling(".report.csv.tmp");
        try (Stream<String> lines = Files.lines(hidden)) {
            return lines.filter(line -> line.contains(job.id())).count();
        }
    }

    private Path report(Job job) {
        return data.resolve("reports").resolve(job.id()).resolve("report.csv");
    }

    private Path deadLetter(Job job) {
        return data.resolve("dead-letter").resolve(job.id() + ".csv");
    }
}
