package io.reprieve.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import io.reprieve.settings.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The layout that ships. */
class LogLayoutTest {
    private static final String FORGED = "a.csv\n2026-11-26T00:00:00.000Z ERROR reprieve.hold x";
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void a_name_with_a_line_end_or_an_escape_makes_no_line_of_the_log() throws Exception {
        log().info("accepted {}", FORGED + "\u001b[31m\u202e");

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).endsWith("ERROR reprieve.hold x?[31m?");
    }

    @Test
    void the_words_of_a_failure_make_no_line_of_the_log() throws Exception {
        log().error("it failed", new IOException(FORGED, new IOException(FORGED + "\u001b[2J")));

        assertThat(lines())
                .hasSizeGreaterThan(3)
                .noneMatch(line -> line.startsWith("2026-11-26T00"));
        assertThat(lines().subList(1, lines().size())).allMatch(line -> line.startsWith("\t"));
        assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("\u001b");
    }

    @Test
    void no_secret_in_use_is_logged_whatever_it_looks_like() throws Exception {
        Secret.of("someTokenOfAnyShape-4711");

        log().warn("someTokenOfAnyShape-4711", new IOException("of someTokenOfAnyShape-4711"));
        log().warn("Authorization: Bearer abcdefgh, x-auth-key=123 cfut_abc");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("Authorization: …")
                .doesNotContain("someToken", "abcdefgh", "123 ", "cfut_abc");
    }

    private Logger log() throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ((ConsoleAppender<ILoggingEvent>) root.getAppender("console")).setOutputStream(out);
        return context.getLogger("test");
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
