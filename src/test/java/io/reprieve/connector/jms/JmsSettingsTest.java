package io.reprieve.connector.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.settings.PageExample;
import io.reprieve.settings.Settings;
import io.reprieve.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that docs/jms.md shows. */
class JmsSettingsTest {
    private static final String PAGE = "docs/jms.md";

    @TempDir Path folder;

    @Test
    void the_example_of_the_page_means_what_it_says() throws Exception {
        Map<String, String> example = PageExample.of(PAGE);
        Path secret = Files.writeString(folder.resolve("broker-password"), "pa55word\n");
        String shown = example.put("reprieve.jms.password", "file:" + secret);

        JmsSettings jms = JmsSettings.read(PageExample.load(example).values()).orElseThrow();

        assertThat(shown).isEqualTo("file:/run/secrets/broker-password");
        assertThat(jms.url()).isEqualTo("tcp://broker.example:61616");
        assertThat(jms.provider().kind()).isEqualTo(JmsProvider.Kind.ARTEMIS);
        assertThat(jms.user()).contains("reprieve");
        assertThat(jms.password().orElseThrow().value()).isEqualTo("pa55word");
        String page = Files.readString(Path.of(PAGE));
        for (String name : List.of(jms.queue(), jms.results(), jms.deadLetter())) {
            assertThat(page).contains("`" + name + "`");
        }
        assertThat(PageExample.load(example).describe().toString()).doesNotContain("pa55word");
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://broker.example:5672, , AMQP",
        "tcp://host:61616, activemq, ACTIVEMQ",
        "ibmmq://host:1414/MANAGER?channel=NAME, , com.ibm.mq.jakarta.jms.MQConnectionFactory",
        "ibmmq://host:1414/MANAGER?channel=NAME, ibmmq, com.ibm.mq.jakarta.jms.MQConnectionFactory",
    })
    void an_address_of_the_page_is_taken_or_says_whose_jars_are_missing(
            String url, String provider, String kind) throws Exception {
        assertThat(Files.readString(Path.of(PAGE))).contains("`" + url + "`");
        Map<String, String> given = new HashMap<>(Map.of("reprieve.jms.url", url));
        if (provider != null) {
            given.put("reprieve.jms.provider", provider);
        }

        if (kind.contains(".")) {
            assertThatThrownBy(() -> PageExample.load(given))
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining(kind)
                    .hasMessageContaining("lib");
        } else {
            assertThat(
                            JmsSettings.read(PageExample.load(given).values())
                                    .orElseThrow()
                                    .provider()
                                    .kind())
                    .isEqualTo(JmsProvider.Kind.valueOf(kind));
        }
    }

    @Test
    void every_setting_that_the_page_names_is_one() throws Exception {
        Set<String> declared = Settings.keys();
        List<String> named =
                Pattern.compile("`(reprieve\\.(?:jms|intake|output|guard)\\.[a-z.-]+)[` ]")
                        .matcher(Files.readString(Path.of(PAGE)))
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList();

        assertThat(named).contains("reprieve.guard.max-ids", "reprieve.jms.provider");
        assertThat(declared).containsAll(named);
    }
}
