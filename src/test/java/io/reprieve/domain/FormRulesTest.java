package io.reprieve.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.reprieve.domain.Part.History;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormRulesTest {

    /** Times are minutes; a call is of 1 or 2 ids. */
    @ParameterizedTest(
            name =
                    "known {0}, last taken {1}; {2} ids, refused {3}, other tried {4}: {5}, open {6}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    -,     -, 2, -, false, IDS,   true
                    -,     -, 2, 1, true,  ARRAY, true
                    -,     -, 2, 1, false, IDS,   true
                    ARRAY, 5, 2, -, false, ARRAY, false
                    IDS,   5, 2, -, false, IDS,   false
                    IDS,   -, 2, -, false, IDS,   false
                    ARRAY, 5, 1, -, false, ARRAY, true
                    ARRAY, 5, 2, 6, false, ARRAY, true
                    ARRAY, 5, 1, 6, false, ARRAY, true
                    ARRAY, 5, 1, 6, true,  IDS,   true
                    ARRAY, 7, 2, 6, false, ARRAY, false
                    ARRAY, 7, 1, 6, false, ARRAY, false
                    ARRAY, 6, 1, 6, false, ARRAY, false
                    IDS,   7, 2, 6, true,  IDS,   false
                    IDS,   7, 1, 6, true,  IDS,   false
                    """)
    void the_form_is_open_until_a_call_was_taken_since_the_refusal(
            BodyForm known,
            Integer taken,
            int size,
            Integer refused,
            boolean otherFormTried,
            BodyForm form,
            boolean open) {
        AccountState state =
                new AccountState("default", known, 100, 1000, null, Map.of(), null)
                        .with(CallKind.RELEASE, new Standing(null, 0, minute(taken)));
        History history = new History(1, 0, 0, minute(0), minute(refused), otherFormTried);
        Batch batch = Batch.of(Samples.part(1, history, null, Samples.ids(size)));

        FormRules rules = new FormRules(null);

        assertThat(rules.form(state, batch)).isEqualTo(form);
        assertThat(rules.isOpen(state, batch)).isEqualTo(open);
    }

    @ParameterizedTest(name = "known {0}, {1} tries failed: {2}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    -,     0, IDS
                    -,     1, ARRAY
                    -,     2, IDS
                    ARRAY, 0, ARRAY
                    ARRAY, 1, IDS
                    IDS,   7, ARRAY
                    """)
    void while_everything_is_refused_the_tries_have_either_form_by_turns(
            BodyForm known, int probes, BodyForm form) {
        AccountHold hold =
                new AccountHold(AccountHold.Kind.REFUSALS, "", minute(0), minute(1), probes);
        AccountState state =
                new AccountState("default", known, 100, 1000, null, Map.of(), null)
                        .with(CallKind.RELEASE, new Standing(hold, 0, null));
        Batch fresh = Batch.of(Samples.part(1, History.NEW, null, Samples.ids(40)));

        assertThat(new FormRules(null).form(state, fresh)).isEqualTo(form);
    }

    @ParameterizedTest
    @EnumSource
    void a_form_that_the_settings_name_is_never_left(BodyForm fixed) {
        FormRules rules = new FormRules(fixed);
        History history = new History(1, 0, 0, minute(0), minute(1), true);
        Batch batch = Batch.of(Samples.part(1, history, "A-1"));
        AccountState state = AccountState.unknown("default", 100);

        assertThat(rules.form(state, batch)).isEqualTo(fixed);
        assertThat(rules.isOpen(state, batch)).isFalse();
    }

    @Test
    void each_form_is_the_other_of_the_other() {
        assertThat(BodyForm.ARRAY.other()).isEqualTo(BodyForm.IDS);
        assertThat(BodyForm.IDS.other()).isEqualTo(BodyForm.ARRAY);
    }

    private static Instant minute(Integer number) {
        return number == null ? null : Samples.NOW.plusSeconds(60L * number);
    }
}
