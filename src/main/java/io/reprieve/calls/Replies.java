package io.reprieve.calls;

import io.reprieve.cloudflare.Reply;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Turns what camel-http leaves on an exchange into an answer. */
public final class Replies {
    private Replies() {}

    /** The answer on an exchange. */
    public static Reply of(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, String> headers = new HashMap<>();
        for (String name :
                new String[] {
                    "CF-Ray", "Ratelimit", "Ratelimit-Policy", "Retry-After", "Location"
                }) {
            String value = message.getHeader(name, String.class);
            if (value != null) {
                headers.put(name, value);
            }
        }
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        InputStream body = message.getBody(InputStream.class);
        return new Reply(
                status == null ? 0 : status,
                headers,
                body == null ? InputStream.nullInputStream() : body);
    }

    /** Why there is no answer, or null; the exchange goes on without it. */
    public static Throwable failure(Exchange exchange) {
        return (Throwable) exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
    }
}
