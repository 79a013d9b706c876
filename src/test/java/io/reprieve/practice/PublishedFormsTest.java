package io.reprieve.practice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.reprieve.cloudflare.ReleaseBody;
import io.reprieve.domain.BodyForm;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The practice server answers in the forms that Cloudflare publishes, which {@code published.json}
 * holds.
 */
class PublishedFormsTest {
    private static final String ID = "4Njp3P0STMz2c02Q-2024-01-05T10:00:00-12345678";
    private static final String FORMS = "classpath:io/reprieve/practice/published.json#/$defs/";
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private PracticeServer server;
    private PracticeClient client;

    @BeforeEach
    void start() throws Exception {
        server =
                PracticeServer.start(PracticeOptions.builder().messages(30).searchWaits(1).build());
        client = new PracticeClient(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_release_has_the_published_form_whatever_comes_of_a_message(SpecialId special)
            throws Exception {
        HttpResponse<String> answer = client.release(special.id(), ID);

        check(answer.statusCode() == 200 ? "released" : "refusal", answer);
    }

    @ParameterizedTest
    @EnumSource
    void a_message_and_its_actions_have_the_published_form(SpecialId special) throws Exception {
        client.release(special.id());
        HttpResponse<String> message = client.message(special.id());
        HttpResponse<String> actions = client.message(special.id() + "/action_log");

        check(message.statusCode() == 200 ? "looked" : "refusal", message);
        check(actions.statusCode() == 200 ? "actions" : "refusal", actions);
    }

    @Test
    void a_search_at_work_its_pages_and_the_last_one_have_the_published_form() throws Exception {
        check("atWork", client.search("per_page=20"));
        check("page", client.search("per_page=20&practice_waits=0"));
        check("page", client.search("per_page=20&cursor=p20"));
        check("refusal", client.search("per_page=0&practice_waits=0"));
    }

    @ParameterizedTest
    @CsvSource({
        "/user/tokens/verify, token",
        "/accounts/0123456789abcdef0123456789abcdef/tokens/verify, refusal",
        "/nowhere, refusal"
    })
    void tokens_and_wrong_paths_are_answered_in_the_published_form(String path, String form)
            throws Exception {
        check(form, client.get(path));
    }

    @Test
    void the_body_of_a_release_has_the_published_form() throws Exception {
        byte[] body = ReleaseBody.of(List.of(ID, "4Njp3P0STMz2c02Q"), BodyForm.IDS);

        check("releaseBody", PracticeClient.JSON.readTree(body));
    }

    private static void check(String form, HttpResponse<String> answer) {
        check(form, PracticeClient.tree(answer));
    }

    private static void check(String form, JsonNode json) {
        JsonSchema schema = SCHEMAS.getSchema(SchemaLocation.of(FORMS + form));
        assertThat(schema.validate(json)).as("%s as %s", json, form).isEmpty();
    }
}
