package io.reprieve.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reprieve.domain.Outcome;
import io.reprieve.ledger.Job;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of workbooks between the inbox and Cloudflare. */
class WorkbookListTest {
    private static final String HIDDEN = "44BB3v6qsgL3fqY7-2026-10-02T01:01:00-2100000001";

    @TempDir Path data;
    private Rehearsal rehearsal;

    @BeforeEach
    void prepare() throws Exception {
        rehearsal = Rehearsal.prepare(data, Rehearsal.cloudflareWithoutLimit());
        rehearsal.start();
    }

    @AfterEach
    void stop() {
        rehearsal.close();
    }

    @Test
    void hidden_rows_hold_a_workbook_and_an_approval_releases_the_others_alone() throws Exception {
        rehearsal.folder().drop("filtered.xlsx", file("hidden-rows-plain.xlsx"));
        await().until(() -> !held().isEmpty());

        Job job = held().get(0);
        assertThat(job.heldBecause()).contains("1 row is hidden", "(3)", "will not be released");
        assertThat(rehearsal.cloudflare().callCount()).isZero();
        rehearsal.reprieve().ledger().jobs().approve(job.number(), "Anna");

        JobReport report =
                rehearsal.folder().awaitReport("filtered.xlsx").allWere(Outcome.RELEASED);
        assertThat(report.rows()).isEqualTo(2);
        assertThat(rehearsal.cloudflare().timesReleased(HIDDEN)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ct-cut.xlsx", "ct-empty.xlsx", "laughs-types.xlsx", "rels-cut.xlsx"})
    void a_workbook_that_is_damaged_anywhere_is_rejected_with_a_reason(String name)
            throws Exception {
        rehearsal.folder().drop(name, file(name));

        assertThat(rehearsal.folder().awaitReason(name)).contains("damaged");
        assertThat(data.resolve("inbox").resolve(name)).doesNotExist();
    }

    private List<Job> held() {
        return rehearsal.reprieve().ledger().jobs().held();
    }

    private static byte[] file(String name) throws Exception {
        try (InputStream bytes =
                WorkbookListTest.class.getResourceAsStream("/io/reprieve/list/files/" + name)) {
            return bytes.readAllBytes();
        }
    }
}
