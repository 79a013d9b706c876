package io.reprieve.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy is used for whom. */
class ProxySettingsTest {
    private static final String PROXY = "http://proxy.example.com:3128";

    @TempDir Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "'', api.cloudflare.com, true",
        "*, api.cloudflare.com, false",
        "cloudflare.com, api.cloudflare.com, false",
        ".cloudflare.com, API.Cloudflare.com, false",
        "*.cloudflare.com, api.cloudflare.com, false",
        "flare.com, api.cloudflare.com, true",
        "api.cloudflare.com:443, api.cloudflare.com, false",
        "api.cloudflare.com:80, api.cloudflare.com, true",
        "'a.test, b.test', b.test, false",
        "10.0.0.0/8, 10.1.2.3, false",
        "10.0.0.0/8, 11.1.2.3, true",
        "10.0.0.0/99, 10.1.2.3, true",
        "fd00::/8, fd12::1, false",
        "10.0.0.0/8, 10.example.com, true",
        "'', 127.0.0.1, false",
        "'', localhost, false",
        "'', ::1, false"
    })
    void who_is_called_through_it(String exceptions, String host, boolean through) {
        var settings =
                Sources.withAccount(folder)
                        .variable("HTTPS_PROXY", PROXY)
                        .variable("NO_PROXY", exceptions)
                        .load();

        assertThat(settings.http().proxy().orElseThrow().takes(host, 443)).isEqualTo(through);
    }

    @Test
    void one_on_this_machine_is_used_for_this_machine_only_where_it_is_set_for_this_program() {
        String here = "http://127.0.0.1:3128";

        var everybodys = Sources.withAccount(folder).variable("https_proxy", here).load();
        var own = Sources.withAccount(folder).variable("REPRIEVE_HTTP_PROXY", here).load();

        assertThat(everybodys.http().proxy().orElseThrow().takes("localhost", 80)).isFalse();
        assertThat(own.http().proxy().orElseThrow().takes("localhost", 80)).isTrue();
    }

    @Test
    void none_switches_the_variable_off() {
        var settings =
                Sources.withAccount(folder)
                        .variable("HTTPS_PROXY", PROXY)
                        .variable("REPRIEVE_HTTP_PROXY", "none")
                        .load();

        assertThat(settings.http().proxy()).isEmpty();
    }

    @Test
    void user_and_password_in_the_variable_are_never_shown() {
        var settings =
                Sources.withAccount(folder)
                        .variable("HTTPS_PROXY", "http://anna:s%20cret@proxy.example.com:3128")
                        .load();

        var proxy = settings.http().proxy().orElseThrow();
        assertThat(proxy.user()).hasValue("anna");
        assertThat(proxy.password().orElseThrow().value()).isEqualTo("s cret");
        assertThat(settings.describe().toString()).contains(PROXY).doesNotContain("cret@", "anna");
        assertThat(settings.placeholders().toString()).doesNotContain("cret@", "anna");
    }
}
