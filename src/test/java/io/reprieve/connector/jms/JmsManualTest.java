package io.reprieve.connector.jms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprieve.scenario.Rehearsal;
import jakarta.jms.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/jms.md shows is sent and comes as it stands there. */
class JmsManualTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("4Njp3P0STMz2c\\w\\wQ[-0-9T:]*");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @TempDir static Path folder;
    private static ArtemisBroker broker;
    private static Rehearsal rehearsal;
    private static Team team;

    @BeforeAll
    static void start() throws Exception {
        broker = ArtemisBroker.prepare(folder.resolve("broker")).start();
        rehearsal = Rehearsal.start(folder.resolve("data"), "reprieve.jms.url", broker.url());
        team = Team.at(broker.url());
    }

    @AfterAll
    static void stop() throws Exception {
        team.close();
        rehearsal.close();
        broker.close();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void a_body_of_the_page_is_taken_and_each_id_in_it_is_answered(String name, String body)
            throws Exception {
        String mark = team.send(body);

        Message answer = team.receive(Team.RESULTS);

        assertThat(answer.getJMSCorrelationID()).as(name).isEqualTo(mark);
        List<String> told = new ArrayList<>();
        for (JsonNode outcome : Team.json(answer).path("outcomes")) {
            told.add(outcome.path("id").asText());
            assertThat(outcome.path("outcome").asText()).isEqualTo("RELEASED");
        }
        List<String> asked = ID.matcher(body).results().map(MatchResult::group).toList();
        assertThat(told).isNotEmpty().isEqualTo(asked);
        if (body.contains("requestedBy")) {
            assertThat(Team.json(answer).path("summary").path("requested_by").asText())
                    .isEqualTo(JSON.readTree(body).path("requestedBy").asText());
        }
    }

    static Stream<Object[]> forms() throws Exception {
        List<Object[]> forms = new ArrayList<>();
        String table = between("| form | example |\n|---|---|\n", "\n\n");
        for (String row : table.split("\n")) {
            String[] cells = row.split("\\|");
            forms.add(new Object[] {cells[1].strip(), String.join("\n", codes(cells[2]))});
        }
        assertThat(forms).hasSize(5);
        return forms.stream();
    }

    @Test
    void the_answer_has_the_fields_and_the_words_that_the_page_shows() throws Exception {
        JsonNode shown = JSON.readTree(between("```json\n", "```"));
        team.send(shown.path("outcomes").get(0).path("id").asText());

        JsonNode came = Team.json(team.receive(Team.RESULTS));

        assertThat(fields("", came)).isEqualTo(fields("", shown));
        for (String same :
                List.of(
                        "/part",
                        "/parts",
                        "/summary/source",
                        "/summary/requested_by",
                        "/summary/accounts",
                        "/summary/rows",
                        "/summary/outcomes",
                        "/summary/calls",
                        "/summary/retries",
                        "/summary/state",
                        "/outcomes/0/id",
                        "/outcomes/0/account",
                        "/outcomes/0/outcome",
                        "/outcomes/0/reason")) {
            assertThat(came.at(same)).as(same).isEqualTo(shown.at(same));
        }
    }

    @Test
    void the_dead_letter_has_the_fields_and_properties_that_the_page_shows() throws Exception {
        String words = between("- for each id that needs a person ", "Moved to");
        List<String> codes = codes(words);
        team.send("[\"not an id at all, with blanks\"]");
        team.receive(Team.RESULTS);

        Message dead = team.receive(Team.DEAD);

        assertThat(fields("", Team.json(dead))).isEqualTo(fields("", JSON.readTree(codes.get(0))));
        assertThat(codes.subList(1, codes.size())).hasSize(3);
        for (String property : codes.subList(1, codes.size())) {
            assertThat(dead.getStringProperty(property)).as(property).isNotBlank();
        }
    }

    /** The name of each field and the kind of its value. */
    private static TreeSet<String> fields(String at, JsonNode node) {
        TreeSet<String> fields = new TreeSet<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            fields.addAll(fields(at + "/" + field.getKey(), field.getValue()));
        }
        for (JsonNode element : node) {
            if (node.isArray()) {
                fields.addAll(fields(at + "[]", element));
            }
        }
        fields.add(at + " " + node.getNodeType());
        return fields;
    }

    private static List<String> codes(String text) {
        return CODE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String between(String begin, String end) throws Exception {
        String page = Files.readString(Path.of("docs/jms.md"));
        assertThat(page).contains(begin);
        String rest = page.substring(page.indexOf(begin) + begin.length());
        return rest.substring(0, rest.indexOf(end));
    }
}
