package io.reprieve.calls;

import io.reprieve.settings.Account;
import io.reprieve.settings.Credentials;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The headers of a call, set just before it and taken away just after it. */
public final class CallHeaders {
    private static final List<String> SECRET =
            List.of("Authorization", "X-Auth-Email", "X-Auth-Key");

    private CallHeaders() {}

    /** Nothing but what the call needs: whatever a message brought along stays behind. */
    public static void set(Message message, Account account, String path) {
        message.removeHeaders("*");
        // An earlier step that failed and was repeated leaves its failure, which is no answer.
        message.getExchange().removeProperty(Exchange.EXCEPTION_CAUGHT);
        message.setHeader(Exchange.HTTP_PATH, path);
        message.setHeader("Accept", "application/json");
        Credentials credentials = account.credentials();
        if (credentials instanceof Credentials.ApiToken token) {
            message.setHeader("Authorization", "Bearer " + token.secret().value());
        } else if (credentials instanceof Credentials.ApiKey key) {
            message.setHeader("X-Auth-Email", key.email());
            message.setHeader("X-Auth-Key", key.secret().value());
        }
    }

    /** Takes the secrets away again. */
    public static void forgetSecrets(Message message) {
        SECRET.forEach(message::removeHeader);
    }
}
