package io.reprieve.connector.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.crash.Program;
import io.reprieve.domain.Outcome;
import io.reprieve.scenario.DataFolder;
import io.reprieve.scenario.Ids;
import io.reprieve.scenario.Rehearsal;
import io.reprieve.scenario.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two services poll one folder, with ledgers that know nothing of each other. */
class SharedFolderTest {
    private static final int KILLS = Integer.getInteger("crash.kills", 5);
    private static final int LISTS_PER_KILL = 12;
    private static final int IDS = 5;

    @TempDir Path folder;
    private Partner partner;
    private Rehearsal one;
    private Rehearsal other;

    @BeforeEach
    void prepare() throws Exception {
        partner = Partner.start(Files.createDirectories(folder.resolve("partner")));
        one = Rehearsal.prepare(folder.resolve("one"), Rehearsal.cloudflareWithoutLimit());
        other =
                Rehearsal.prepare(folder.resolve("other"), Rehearsal.cloudflareWithoutLimit())
                        .with("reprieve.cloudflare.base-url", one.cloudflare().baseUrl())
                        .with("reprieve.cloudflare.account-id", one.cloudflare().accountId())
                        .with("reprieve.cloudflare.api-token", one.cloudflare().token());
    }

    @AfterEach
    void stop() throws Exception {
        other.close();
        one.close();
        partner.close();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REMOVES_WHAT_WAS_READ")
    void each_list_is_taken_by_one_of_them(Partner.Oddity oddity) throws Exception {
        partner.be(oddity);
        int lists = 40;
        try (Told told = Told.begin()) {
            start(one);
            start(other);
            putLists(0, lists);

            await().until(() -> Partner.names(partner.done()).size() == lists);
            assertThat(told.lines("without a claim")).isEmpty();
        }
        await().untilAsserted(
                        () -> assertThat(reports(one.folder(), other.folder())).isEqualTo(lists));
        one.checkReleasedOnce(Ids.plain(lists * IDS));
        await().until(() -> claims().isEmpty());
    }

    @Test
    void a_list_of_a_service_that_is_away_is_left_to_it_and_told_of() throws Exception {
        partner.put("list.csv", Ids.plain(3));
        Path claim = Files.createDirectories(claimFolder()).resolve("list.csv.0123abcd");
        Files.createFile(claim);
        try (Told told = Told.begin()) {
            start(one, "poll-timeout", "1s");
            assertThat(told.awaitLine("another service has claimed this list"))
                    .contains("sftp:partner/list.csv", ".reprieve/list.csv.0123abcd");
        }
        assertThat(one.folder().reports()).isEmpty();
        assertThat(claims()).containsExactly("list.csv.0123abcd");

        Files.delete(claim);

        one.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
    }

    @Test
    void other_lists_do_not_wait_for_one_that_is_claimed() throws Exception {
        Files.createFile(Files.createDirectories(claimFolder()).resolve("a-list.csv.0123abcd"));
        partner.put("a-list.csv", Ids.plain(3));
        partner.put("list.csv", Ids.plain(3, 3));
        start(one);

        one.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        await().until(() -> Partner.names(partner.in()).equals(List.of("a-list.csv")));
        one.checkReleasedOnce(Ids.plain(3, 3));
    }

    @Test
    void a_server_that_takes_no_claims_is_polled_all_the_same_and_that_is_told_once()
            throws Exception {
        partner.forbid(Partner.Forbidden.WRITING);
        partner.put("list.csv", Ids.plain(3));
        partner.put("more.csv", Ids.plain(3, 3));
        try (Told told = Told.begin()) {
            start(one, "after", "delete");
            one.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
            one.folder().awaitReport("more.csv").allWere(Outcome.RELEASED);

            assertThat(told.lines("taken without a claim"))
                    .singleElement()
                    .asString()
                    .contains("reprieve.intake.sftp.partner.shared = false");
        }
    }

    @Test
    void a_claim_of_an_earlier_run_counts_where_nothing_may_be_overwritten() throws Exception {
        Path id = folder.resolve("one/incoming/sftp/partner.claimant");
        Files.createDirectories(id.getParent());
        Files.writeString(id, "0123abcd");
        Files.createFile(Files.createDirectories(claimFolder()).resolve("list.csv.0123abcd"));
        partner.forbid(Partner.Forbidden.OVERWRITING);
        partner.put("list.csv", Ids.plain(3));
        start(one);

        one.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        await().until(() -> claims().isEmpty());
    }

    @Test
    void lists_in_the_home_of_the_user_are_claimed_there() throws Exception {
        partner.put("list.csv", Ids.plain(3));
        Files.move(partner.in().resolve("list.csv"), partner.files().resolve("list.csv"));
        Path claim = partner.files().resolve(".reprieve");
        start(one, "dir", ".");

        one.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        await().until(
                        () ->
                                Partner.names(partner.files().resolve("done"))
                                        .equals(List.of("list.csv")));
        await().until(() -> Files.isDirectory(claim) && Partner.names(claim).isEmpty());
    }

    @Test
    void a_folder_that_is_not_shared_gets_no_claims() throws Exception {
        partner.put("list.csv", Ids.plain(3));
        start(one, "shared", "false");

        one.folder().awaitReport("list.csv").allWere(Outcome.RELEASED);
        assertThat(claimFolder()).doesNotExist();
    }

    @Test
    void whichever_is_killed_and_whenever_each_list_is_one_job_of_one_of_them() throws Exception {
        long seed = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
        System.out.println("crash.seed=" + seed);
        Random random = new Random(seed);
        List<DataFolder> homes = List.of(home("a"), home("b"));
        List<Program> both = new ArrayList<>();
        homes.forEach(home -> both.add(program(home)));
        int lists = 0;
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                int which = random.nextInt(both.size());
                Program victim = both.get(which);
                Partner.Step step = Partner.Step.values()[kill % Partner.Step.values().length];
                partner.at(step, 1 + random.nextInt(LISTS_PER_KILL / 2), victim::kill);
                putLists(lists, LISTS_PER_KILL);
                lists += LISTS_PER_KILL;
                await().untilAsserted(
                                () ->
                                        assertThat(victim.isAlive())
                                                .as(
                                                        "%s %s %s",
                                                        step, Partner.names(partner.in()), claims())
                                                .isFalse());
                System.out.println("killed " + which + " at " + step + " of either");
                both.set(which, program(homes.get(which)));
            }
            await().untilAsserted(
                            () ->
                                    assertThat(Partner.names(partner.in()))
                                            .as("left in the folder, beside %s", claims())
                                            .isEmpty());
            int all = lists;
            await().until(() -> reports(homes.toArray(DataFolder[]::new)) == all);
        } finally {
            both.forEach(Program::close);
        }
        one.checkReleasedOnce(Ids.plain(lists * IDS));
        assertThat(Partner.names(partner.done())).hasSize(lists);
    }

    private DataFolder home(String name) throws Exception {
        return new DataFolder(Files.createDirectories(folder.resolve(name)));
    }

    private Program program(DataFolder home) {
        Map<String, String> settings = Program.quickSettings(home.path(), one.cloudflare());
        String[] door = partner.settings("partner");
        for (int i = 0; i < door.length; i += 2) {
            settings.put(door[i], door[i + 1]);
        }
        return Program.start(folder, settings, "run");
    }

    private void start(Rehearsal service, String... settings) throws Exception {
        service.with(partner.settings("partner", settings)).start();
    }

    private void putLists(int from, int count) {
        IntStream.range(from, from + count)
                .forEach(n -> partner.put("list-" + n + ".csv", Ids.plain(n * IDS, IDS)));
    }

    private static int reports(DataFolder... folders) {
        return Stream.of(folders).mapToInt(one -> one.reports().size()).sum();
    }

    private Path claimFolder() {
        return partner.in().resolve(".reprieve");
    }

    private List<String> claims() {
        return Partner.names(claimFolder());
    }
}
