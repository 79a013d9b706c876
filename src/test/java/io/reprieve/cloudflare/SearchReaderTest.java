package io.reprieve.cloudflare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchReaderTest {
    private static final Clock CLOCK = Clock.systemUTC();

    private final SearchReader reader =
            new SearchReader(new AnswerReader(CLOCK, Duration.ofSeconds(1)), CLOCK);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'next':'n1','previous':null,'total_count':0} | n1",
                "{'next':'n1','cursor':'c1'} | n1",
                "{'cursor':'c1'} | c1",
                "{'next':null,'cursor':'c1'} | c1",
                "{'next':'https://api.example/v4/investigate?per_page=2&cursor=a%2Fb%3D'} | a/b=",
                "{'next':'/client/v4/investigate?cursor=c2#x'} | c2",
                "{'next':'abc?cursor=no'} | abc?cursor=no",
                "{'next':null} | ",
                "{'next':''} | ",
                "{} | ",
                "[] | "
            })
    void the_next_page_is_where_result_info_says(String info, String cursor) {
        String body =
                "{\"success\":true,\"errors\":[],\"result\":[],\"result_info\":"
                        + info.replace('\'', '"')
                        + "}";

        Searched page = reader.read(Answers.reply(200, body), message -> {});

        assertThat(page).isEqualTo(new Searched.Page(0, cursor));
    }
}
