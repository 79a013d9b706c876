package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.reprieve.connector.search.SearchState;
import io.reprieve.connector.search.SearchStates;
import io.reprieve.domain.CallKind;
import io.reprieve.domain.Outcome;
import io.reprieve.importing.SourceHealth;
import io.reprieve.practice.Fault;
import io.reprieve.practice.PracticeOptions;
import io.reprieve.practice.RecordedCall;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved searches, from their schedule to a proposal or a report. */
class SearchTest {
    private static final String KEY = "reprieve.intake.search.spam.";

    @TempDir Path data;
    private Rehearsal rehearsal;

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void a_search_without_a_mode_proposes_a_list_that_the_inbox_takes_as_it_is() throws Exception {
        start(messages(250), KEY + "disposition", "SPAM");

        Path proposal = awaitProposal();
        List<NamedCsvRecord> rows = rows(proposal);

        assertThat(rows).hasSizeGreaterThan(50);
        assertThat(rows)
                .allSatisfy(
                        row -> {
                            assertThat(row.getField("account")).isEqualTo("default");
                            assertThat(row.getField("disposition")).isEqualTo("SPAM");
                            assertThat(row.getField("sender")).contains("@");
                            assertThat(row.getField("recipient")).contains("@");
                            assertThat(row.getField("subject")).isNotBlank();
                            assertThat(row.getField("scanned_at")).startsWith("20");
                        });
        assertThat(rehearsal.cloudflare().releaseCallCount()).isZero();

        Files.move(proposal, rehearsal.folder().inbox().resolve(proposal.getFileName()));
        JobReport report =
                rehearsal
                        .folder()
                        .awaitReport(proposal.getFileName().toString())
                        .allWere(Outcome.RELEASED);
        assertThat(report.lines()).hasSameSizeAs(rows);
    }

    @Test
    void a_message_is_proposed_once_however_often_the_search_is_run() throws Exception {
        start(messages(130), KEY + "disposition", "SPAM", KEY + "delay", "1s");
        Path proposal = awaitProposal();
        SearchState first = awaitState(state -> {});

        await().untilAsserted(
                        () -> assertThat(state().ranAt()).isAfter(first.ranAt().plusMillis(500)));
        rehearsal.stop();
        rehearsal.start();
        awaitState(state -> assertThat(state.found()).isZero());

        assertThat(proposals()).containsExactly(proposal);
    }

    @Test
    void with_mode_release_what_is_found_on_all_pages_is_released_once() throws Exception {
        start(
                messages(700),
                KEY + "disposition",
                "SPAM",
                KEY + "mode",
                "release",
                KEY + "delay",
                "1s");

        JobReport report = awaitJobs(1).get(0).allWere(Outcome.RELEASED);

        assertThat(report.source()).isEqualTo("search:spam");
        assertThat(searchCalls()).hasSizeGreaterThan(2);
        List<String> ids = report.lines().stream().map(ReportLine::id).toList();
        assertThat(ids).hasSizeGreaterThan(200).doesNotHaveDuplicates();
        rehearsal.checkReleasedOnce(ids);
        SearchState first = awaitState(state -> {});
        await().untilAsserted(() -> assertThat(state().ranAt()).isAfter(first.ranAt()));
        assertThat(rehearsal.folder().reports()).hasSize(1);
        assertThat(data.resolve("incoming/search")).isEmptyDirectory();
        assertThat(Files.walk(data.resolve("done")).filter(Files::isRegularFile)).hasSize(1);
        assertThat(proposals()).isEmpty();
    }

    @Test
    void what_a_kill_left_half_written_is_thrown_away_and_of_its_own_search_only()
            throws Exception {
        List<Path> halves =
                List.of(
                        half("proposals", ".spam-20261124T085810Z.csv.tmp"),
                        half("incoming/search", ".spam-20261124T085810Z-2.csv.tmp"));
        Path other = half("proposals", ".spam-letters-20261124T085810Z.csv.tmp");

        start(messages(130), KEY + "disposition", "SPAM");
        awaitProposal();

        assertThat(halves).noneMatch(Files::exists);
        assertThat(other).exists();
    }

    @Test
    void what_cloudflare_holds_for_malicious_is_left_out_unless_asked_for_in_words()
            throws Exception {
        start(messages(200), KEY + "domain", "shop.example", KEY + "delay", "30d");
        Path without = awaitProposal();

        assertThat(rows(without))
                .isNotEmpty()
                .allMatch(row -> row.getField("sender").endsWith("@shop.example"))
                .noneMatch(row -> row.getField("disposition").startsWith("MALICIOUS"));

        rehearsal.stop();
        rehearsal.with(KEY + "include-malicious", "yes-release-malicious-mail").start();
        await().untilAsserted(() -> assertThat(proposals()).hasSize(2));
        Path with = proposals().stream().filter(one -> !one.equals(without)).findFirst().get();
        assertThat(rows(with))
                .isNotEmpty()
                .allMatch(row -> row.getField("disposition").equals("MALICIOUS"));
    }

    @Test
    void a_run_stops_at_max_says_so_and_the_next_takes_what_is_left() throws Exception {
        start(messages(300), KEY + "disposition", "SPAM", KEY + "max", "60", KEY + "delay", "1s");

        await().untilAsserted(() -> assertThat(proposals()).hasSizeGreaterThan(1));
        List<Path> files = proposals();
        assertThat(rows(files.get(0))).hasSize(60);
        assertThat(Files.readString(files.get(0))).contains("# stopped at 60 messages (max)");
        List<String> ids =
                files.stream()
                        .flatMap(file -> rows(file).stream())
                        .map(row -> row.getField("id"))
                        .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status:503x2+all",
                "reset+all",
                "cut+all",
                "html:502+all",
                "challenge+all",
                "status:429,retry-after=1+all"
            })
    void trouble_in_the_middle_of_the_pages_costs_nothing_but_time(String fault) throws Exception {
        AtomicInteger searches = new AtomicInteger();
        Consumer<RecordedCall> afterFirstPage =
                call -> {
                    if (call.operation().equals("search") && searches.incrementAndGet() == 1) {
                        rehearsal.cloudflare().fault(Fault.parse(fault));
                    }
                };
        start(messages(700).callListener(afterFirstPage), KEY + "disposition", "SPAM");

        List<NamedCsvRecord> rows = rows(awaitProposal());

        assertThat(rows).extracting(row -> row.getField("id")).doesNotHaveDuplicates();
        assertThat(rows).hasSize(expectedSpam());
        assertThat(state().trouble()).isNull();
    }

    @Test
    void a_run_that_fails_in_the_middle_takes_nothing_and_says_why() throws Exception {
        AtomicInteger searches = new AtomicInteger();
        Consumer<RecordedCall> afterFirstPage =
                call -> {
                    if (call.operation().equals("search") && searches.incrementAndGet() == 1) {
                        rehearsal.cloudflare().fault(Fault.parse("status:403,code=10000x*+all"));
                    }
                };
        start(
                messages(700).callListener(afterFirstPage),
                KEY + "disposition",
                "SPAM",
                KEY + "delay",
                "1s");

        SearchState failed = awaitState(state -> assertThat(state.trouble()).contains("403"));

        assertThat(failed.found()).isZero();
        SourceHealth health =
                rehearsal.reprieve().context().getRegistry().findSingleByType(SourceHealth.class);
        assertThat(health.all().get("search:spam").trouble()).isNotNull();
        assertThat(proposals()).isEmpty();
        assertThat(rehearsal.reprieve().gate().state("default").hold()).isNotNull();
        long calls = searchCalls().size();
        await().untilAsserted(() -> assertThat(state().trouble()).contains("are held"));
        assertThat(searchCalls()).as("calls while held").hasSize((int) calls);
    }

    @Test
    void a_server_that_is_away_at_the_start_is_waited_for() throws Exception {
        rehearsal =
                Rehearsal.prepare(data, messages(100))
                        .with(KEY + "since", "60d")
                        .with(KEY + "disposition", "SPAM");
        rehearsal.cloudflare().suspend();
        rehearsal.start();
        await().until(
                        () ->
                                rehearsal
                                                .reprieve()
                                                .gate()
                                                .state("default")
                                                .standing(CallKind.SEARCH)
                                                .troubles()
                                        > 1);

        rehearsal.cloudflare().resume();

        assertThat(rows(awaitProposal())).hasSize(expectedSpam());
    }

    @Test
    void a_slow_search_is_asked_for_where_the_answer_says() throws Exception {
        start(messages(100).searchWaits(2), KEY + "disposition", "SPAM");

        assertThat(rows(awaitProposal())).hasSize(expectedSpam());
        assertThat(searchCalls()).extracting(RecordedCall::status).startsWith(202, 202, 200);
    }

    @Test
    void a_run_is_ended_quickly_when_reprieve_is_stopped() throws Exception {
        start(messages(700).delay(Duration.ofMillis(200)), KEY + "disposition", "SPAM");
        await().until(() -> searchCalls().size() == 1);

        rehearsal.stop();

        assertThat(proposals()).isEmpty();
    }

    @Test
    void a_rotated_token_is_taken_up_by_a_search_too() throws Exception {
        Path token = Files.writeString(data.resolve("token"), "old-token");
        rehearsal =
                Rehearsal.prepare(data, messages(50))
                        .with(KEY + "disposition", "SPAM", KEY + "delay", "1s")
                        .with("reprieve.cloudflare.api-token", "file:" + token);
        LeapingClock clock = new LeapingClock();
        rehearsal.at(clock).start();
        awaitState(state -> assertThat(state.trouble()).isNotNull());

        Files.writeString(token, rehearsal.cloudflare().token());
        clock.leap(Duration.ofMinutes(2));

        assertThat(rows(awaitProposal())).isNotEmpty();
        assertThat(rehearsal.reprieve().gate().state("default").hold()).isNull();
    }

    @Test
    void a_cron_expression_runs_a_search_too() throws Exception {
        start(
                messages(50),
                KEY + "disposition",
                "SPAM",
                KEY + "cron",
                "0/2 * * ? * MON-SUN",
                KEY + "zone",
                "Europe/Berlin");

        assertThat(rows(awaitProposal())).isNotEmpty();
    }

    private void start(PracticeOptions.Builder options, String... settings) throws Exception {
        rehearsal =
                Rehearsal.prepare(data, options).with(KEY + "since", "60d").with(settings).start();
    }

    private Path half(String folder, String name) throws IOException {
        Path path = Files.createDirectories(data.resolve(folder)).resolve(name);
        return Files.writeString(path, "id,sender\nAAA");
    }

    private static PracticeOptions.Builder messages(int number) {
        return Rehearsal.cloudflareWithoutLimit().messages(number);
    }

    /** The practice server's own word, asked for by another client. */
    private int expectedSpam() throws Exception {
        String address =
                rehearsal.cloudflare().baseUrl()
                        + "/accounts/"
                        + rehearsal.cloudflare().accountId()
                        + "/email-security/investigate?per_page=1000&practice_waits=0&final_disposition=SPAM&start="
                        + Instant.now().minus(Duration.ofDays(60));
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address))
                        .header("Authorization", "Bearer " + rehearsal.cloudflare().token())
                        .build();
        String body =
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body();
        return new ObjectMapper().readTree(body).path("result").size();
    }

    private SearchState state() {
        return rehearsal
                .reprieve()
                .context()
                .getRegistry()
                .findSingleByType(SearchStates.class)
                .of("spam")
                .orElseThrow();
    }

    private SearchState awaitState(Consumer<SearchState> check) {
        await().ignoreException(java.util.NoSuchElementException.class)
                .untilAsserted(() -> check.accept(state()));
        return state();
    }

    private List<RecordedCall> searchCalls() {
        return rehearsal.cloudflare().calls().stream()
                .filter(call -> call.operation().equals("search"))
                .toList();
    }

    private Path awaitProposal() {
        await().until(() -> !proposals().isEmpty());
        await().ignoreException(java.util.NoSuchElementException.class)
                .until(() -> state() != null);
        return proposals().get(0);
    }

    private List<Path> proposals() {
        if (!Files.isDirectory(data.resolve("proposals"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(data.resolve("proposals"))) {
            return files.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<JobReport> awaitJobs(int number) {
        await().until(() -> rehearsal.folder().reports().size() >= number);
        return rehearsal.folder().reports();
    }

    private static List<NamedCsvRecord> rows(Path file) {
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().commentStrategy(CommentStrategy.SKIP).ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
