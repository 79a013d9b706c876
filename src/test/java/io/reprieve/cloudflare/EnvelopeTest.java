package io.reprieve.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprieve.TestClock;
import io.reprieve.cloudflare.Envelope.ApiError;
import io.reprieve.domain.Answer;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final String WHOLE =
            Answers.taken(
                    "[{\"id\":\"A-1\",\"delivered\":[\"ü@example.com\"]},"
                            + "{\"id\":\"B-1\",\"failed\":[\"b@example.com\"]}]");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'success':true,'errors':[],'messages':[],'result':[{'id':'A'}]}",
                "{'result':[{'id':'A'}],'messages':[],'errors':[],'success':true}",
                "{'result':[{'id':'A'}],'success':true}",
                "{'new':{'success':false,'result':[1]},'result':[{'id':'A'}],'success':true,'x':[[]]}",
                "{'success':true,'result_info':{'count':1},'result':[{'id':'A','errors':[1]}]}",
                "{'success':true,'errors':null,'result':[{'id':'A'}]}",
                "{'success':true,'errors':'none','result':[{'id':'A'}]}",
                "{'success':true,'errors':[1,'a',[{}],null],'result':[{'id':'A'}]}",
                " \n{\n 'success' : true ,\t'result' : [ { 'id' : 'A' } ] } \n\n"
            })
    void fields_may_come_in_any_order_with_others_between(String json) throws IOException {
        ResultReading results = new ResultReading();

        Envelope envelope = read(json.replace('\'', '"'), results);

        assertThat(envelope.success()).isTrue();
        assertThat(results.results()).extracting(Answer.Result::id).containsExactly("A");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"code":10000,"message":"no"}                        | 10000:no
                    {"code":"10000","message":"no","source":{"p":[1]}}   | 10000:no
                    {"message":"no","code":7}                            | 7:no
                    {"code":null,"message":null}                         | null:null
                    {}                                                   | null:null
                    {"code":[1],"message":{"code":2}}                    | null:null
                    {"code":6003,"message":"a","error_chain":[{"code":6103,"message":"b"}]} | 6003:a 6103:b
                    {"error_chain":[{"code":2}],"code":1}                | 1:null 2:null
                    {"code":1,"error_chain":[{"code":2,"error_chain":[{"code":3}]}]},{"code":4} | 1:null 2:null 3:null 4:null
                    """)
    void errors_are_told_outermost_first(String errors, String told) throws IOException {
        Envelope envelope = read("{\"errors\":[" + errors + "],\"success\":false}");

        assertThat(envelope.errors())
                .extracting(error -> error.code() + ":" + error.message())
                .containsExactly(told.split(" "));
    }

    @Test
    void an_answer_that_is_cut_anywhere_is_never_taken() {
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            assertThat(answer(Arrays.copyOf(whole, length)))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(Answer.Unknown.class);
        }
        assertThat(answer(whole)).isInstanceOf(Answer.Taken.class);
    }

    @Test
    void an_answer_that_breaks_off_with_an_error_is_never_taken() {
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length <= whole.length; length++) {
            byte[] start = Arrays.copyOf(whole, length);
            Reply reply = new Reply(200, Map.of(), new Breaking(start));

            assertThat(reader().read(reply))
                    .as("broken after %d bytes", length)
                    .isInstanceOf(Answer.Unknown.class);
        }
    }

    @Test
    void a_damaged_answer_is_judged_and_never_thrown() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            int[] statuses = {200, 400, 403, 404, 429, 500, 503};
            int status = statuses[random.nextInt(statuses.length)];
            Reply reply = new Reply(status, Map.of(), new ByteArrayInputStream(damaged));

            assertThat(reader().read(reply)).as("seed %d, round %d", seed, round).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "}", "]", "<html>", ","})
    void an_answer_with_something_behind_it_is_never_taken(String rest) {
        assertThat(answer((WHOLE + rest).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Answer.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE"})
    void other_encodings_of_unicode_are_read(String encoding) {
        assertThat(answer(WHOLE.getBytes(Charset.forName(encoding))))
                .isInstanceOf(Answer.Taken.class);
    }

    @ParameterizedTest
    @CsvSource({"10, true", "40, true", "60, false", "100000, false"})
    void nesting_is_bounded(int depth, boolean taken) {
        String nested = "[".repeat(depth) + "]".repeat(depth);
        String json = "{\"x\":" + nested + ",\"success\":true,\"result\":[]}";

        assertThat(answer(json.getBytes(StandardCharsets.UTF_8)) instanceof Answer.Taken)
                .isEqualTo(taken);
    }

    @Test
    void a_chain_of_errors_without_an_end_is_bounded() {
        String open = "{\"code\":1,\"error_chain\":[";
        String chain = open.repeat(100_000) + "]}".repeat(100_000);

        assertThatThrownBy(() -> read("{\"errors\":[" + chain + "],\"success\":false}"))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @CsvSource({"1000000, true", "2000000, false"})
    void strings_are_bounded(int length, boolean read) {
        String error = "{\"code\":1,\"message\":\"" + "x".repeat(length) + "\"}";
        byte[] json =
                ("{\"errors\":[" + error + "],\"success\":false}").getBytes(StandardCharsets.UTF_8);

        Answer answer = reader().read(new Reply(422, Map.of(), new ByteArrayInputStream(json)));

        assertThat(answer).isInstanceOf(Answer.Refused.class);
        assertThat(answer.facts().errorCode()).isEqualTo(read ? "1" : null);
        assertThat(answer.facts().words()).hasSizeLessThanOrEqualTo(300);
    }

    @Test
    void many_results_are_read() throws IOException {
        List<String> many =
                Collections.nCopies(100_000, "{\"id\":\"A-1\",\"delivered\":[\"a@x\"]}");
        ResultReading results = new ResultReading();

        read(Answers.taken("[" + String.join(",", many) + "]"), results);

        assertThat(results.results()).hasSize(100_000);
    }

    @Test
    void an_error_has_its_code_and_words() throws IOException {
        assertThat(read(Answers.refused("7003")).errors())
                .containsExactly(new ApiError("7003", "told"));
    }

    private static Answer answer(byte[] body) {
        return reader().read(new Reply(200, Map.of(), new ByteArrayInputStream(body)));
    }

    private static AnswerReader reader() {
        return new AnswerReader(new TestClock(), Duration.ofSeconds(60));
    }

    private static Envelope read(String json) throws IOException {
        return read(json, new ResultReading());
    }

    private static Envelope read(String json, ResultReading results) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return Envelope.read(new ByteArrayInputStream(bytes), results);
    }

    /** Ends with an error where others end. */
    private static final class Breaking extends FilterInputStream {
        private Breaking(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count < 0) {
                throw new SocketException("Connection reset");
            }
            return count;
        }
    }
}
