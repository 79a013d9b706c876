package io.reprieve.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {

    @TempDir Path folder;

    @Test
    void the_default_account_comes_first_and_ids_become_lower_case() {
        var accounts =
                new Sources(folder)
                        .base(
                                "reprieve.accounts.apac.account-id = " + Sources.OTHER_ID,
                                "reprieve.accounts.apac.api-token = apac-token")
                        .variable("CLOUDFLARE_ACCOUNT_ID", Sources.ID.toUpperCase(Locale.ROOT))
                        .variable("CLOUDFLARE_API_TOKEN", "token")
                        .load()
                        .accounts();

        assertThat(accounts).extracting(Account::name).containsExactly("default", "apac");
        assertThat(accounts)
                .extracting(Account::accountId)
                .containsExactly(Sources.ID, Sources.OTHER_ID);
        assertThat(accounts)
                .extracting(account -> account.credentials().secret().value())
                .containsExactly("token", "apac-token");
    }

    @Test
    void an_account_of_the_environment_has_its_name_in_lower_case() {
        var accounts =
                new Sources(folder)
                        .variable("REPRIEVE_ACCOUNTS_EMEA_PROD_ACCOUNT_ID", Sources.ID)
                        .variable("REPRIEVE_ACCOUNTS_EMEA_PROD_API_TOKEN", "token")
                        .load()
                        .accounts();

        assertThat(accounts).singleElement().extracting(Account::name).isEqualTo("emea-prod");
    }

    @Test
    void a_token_is_preferred_to_the_older_pair() {
        var pair =
                new Sources(folder)
                        .variable("CLOUDFLARE_ACCOUNT_ID", Sources.ID)
                        .variable("CLOUDFLARE_EMAIL", "somebody@example.com")
                        .variable("CLOUDFLARE_API_KEY", "key");
        assertThat(pair.load().accounts().get(0).credentials())
                .isInstanceOfSatisfying(
                        Credentials.ApiKey.class,
                        key -> {
                            assertThat(key.email()).isEqualTo("somebody@example.com");
                            assertThat(key.secret().value()).isEqualTo("key");
                        });

        pair.variable("CLOUDFLARE_API_TOKEN", "token");
        assertThat(pair.load().accounts().get(0).credentials())
                .isInstanceOf(Credentials.ApiToken.class);
    }

    @Test
    void a_further_account_never_gets_the_credentials_of_another() {
        var sources =
                Sources.withAccount(folder)
                        .base("reprieve.accounts.emea.account-id = " + Sources.OTHER_ID);

        assertThat(sources.refused().problems())
                .extracting(Problem::key)
                .containsExactly("reprieve.accounts.emea.api-token");
    }

    @Test
    void half_of_a_pair_is_a_problem_of_the_other_half() {
        var emailOnly =
                new Sources(folder)
                        .base("reprieve.cloudflare.account-id = " + Sources.ID)
                        .variable("CLOUDFLARE_EMAIL", "somebody@example.com");
        assertThat(emailOnly.refused().problems())
                .extracting(Problem::key)
                .containsExactly("reprieve.cloudflare.api-key");

        var keyOnly =
                new Sources(folder)
                        .base("reprieve.cloudflare.account-id = " + Sources.ID)
                        .variable("CLOUDFLARE_API_KEY", "key");
        assertThat(keyOnly.refused().problems())
                .extracting(Problem::key)
                .containsExactly("reprieve.cloudflare.email");
    }

    @Test
    void credentials_without_an_account_id_would_do_nothing_and_are_a_problem() {
        var sources = Sources.withAccount(folder).base("reprieve.accounts.emea.api-token = token");

        assertThat(sources.refused().problems())
                .extracting(Problem::key)
                .containsExactly("reprieve.accounts.emea.account-id");
    }

    @Test
    void one_account_under_two_names_is_a_problem() {
        var sources =
                Sources.withAccount(folder)
                        .base(
                                "reprieve.accounts.emea.account-id = " + Sources.ID,
                                "reprieve.accounts.emea.api-token = token");

        assertThat(sources.refused())
                .hasMessageContaining("is the same account as reprieve.cloudflare.account-id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EMEA", "NAME", "a_b", "-a", "grün", "default"})
    void a_name_that_cannot_be_a_folder_or_is_taken_is_a_problem(String name) {
        var sources =
                Sources.withAccount(folder)
                        .base(
                                "reprieve.accounts." + name + ".account-id = " + Sources.OTHER_ID,
                                "reprieve.accounts." + name + ".api-token = token");

        assertThat(sources.refused())
                .hasMessageContaining("the name '" + name + "' ")
                .satisfies(
                        refused -> assertThat(((SettingsException) refused).problems()).hasSize(2));
    }

    @Test
    void no_account_is_needed_where_none_is_required() {
        var sources = new Sources(folder).variable("CLOUDFLARE_API_TOKEN", "for others");

        assertThat(sources.refused().problems()).isNotEmpty();
        var none = new Sources(folder).variable("CLOUDFLARE_API_TOKEN", "for-others").all();
        assertThat(Settings.load(none.withoutRequiredAccounts()).accounts()).isEqualTo(List.of());
    }

    @Test
    void no_account_and_no_message_shows_a_secret() {
        var settings =
                new Sources(folder)
                        .base(
                                "reprieve.cloudflare.account-id = " + Sources.ID,
                                "reprieve.cloudflare.api-token = topsecret1",
                                "reprieve.accounts.emea.account-id = " + Sources.OTHER_ID,
                                "reprieve.accounts.emea.email = somebody@example.com",
                                "reprieve.accounts.emea.api-key = topsecret2");
        assertThat(settings.load().accounts().toString() + settings.load().describe())
                .doesNotContain("topsecret", "somebody");

        var wrong =
                new Sources(folder)
                        .base(
                                "reprieve.cloudflare.account-id = cfut_topsecret",
                                "reprieve.cloudflare.api-token = topsecret topsecret",
                                "reprieve.cloudflare.api-key = topsecret\\u0007",
                                "reprieve.cloudflare.email = topsecret",
                                "reprieve.cloudflare.base-url = https://u:topsecret@h/?t=topsecret");
        assertThat(wrong.refused()).hasMessageNotContaining("topsecret");
        assertThat(wrong.refused().problems()).hasSize(5);
    }
}
