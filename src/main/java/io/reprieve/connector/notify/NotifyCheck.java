package io.reprieve.connector.notify;

import io.reprieve.calls.HttpClients;
import io.reprieve.domain.Redactor;
import io.reprieve.settings.HttpSettings;
import io.reprieve.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.impl.DefaultCamelContext;

/** Sends one notice by each way that is set, to see whether it arrives. Keeps nothing. */
public final class NotifyCheck {
    /**
     * What came of it.
     *
     * @param isGood whether the other side took the notice
     * @param words in words, without secrets; where it is not good, also what to do
     */
    public record Finding(boolean isGood, String words) {}

    private final HttpSettings times;
    private final X509TrustManager trust;
    private final Notice notice;
    private final CamelContext context;

    private NotifyCheck(Settings settings, Clock clock, CamelContext context) {
        this.times = settings.http();
        this.trust = DeclaredNotify.read(settings.values()).trust().map(Trust::with).orElse(null);
        this.context = context;
        this.notice =
                Notice.of(
                        "test",
                        clock.instant(),
                        "Test notice of Reprieve",
                        "Somebody ran 'bin/reprieve check --notify'. Nothing is wrong, and"
                                + " nothing is to be done.",
                        Map.of());
    }

    /**
     * Sends them, one after another; waits for each as long as the service would.
     *
     * @param userAgent what to call ourselves
     */
    public static List<Finding> send(Settings settings, String userAgent, Clock clock)
            throws Exception {
        NotifySettings notify = DeclaredNotify.read(settings.values());
        List<Finding> findings = new ArrayList<>();
        try (CamelContext context = new DefaultCamelContext()) {
            NotifyCheck check = new NotifyCheck(settings, clock, context);
            context.getRegistry().bind("rules", HttpClients.rules(settings.http(), userAgent));
            context.start();
            notify.webhook().ifPresent(webhook -> findings.add(check.post(webhook)));
            notify.mail().ifPresent(mail -> findings.add(check.mail(mail)));
        } catch (IllegalArgumentException e) {
            findings.add(new Finding(false, e.getMessage()));
        }
        return findings;
    }

    private Finding post(WebhookSettings webhook) {
        context.getRegistry().bind("tls", NotifyConnector.tls(trust));
        long connect = times.connectTimeout().toMillis();
        long answer = times.responseTimeout().toMillis();
        String uri =
                "https:webhook.invalid?throwExceptionOnFailure=false&disableStreamCache=true"
                        + "&httpClientConfigurer=#rules&sslContextParameters=#tls&connectTimeout="
                        + connect
                        + "&responseTimeout="
                        + answer
                        + "&soTimeout="
                        + answer;
        Exchange sent =
                context.createProducerTemplate()
                        .send(
                                uri,
                                ExchangePattern.InOut,
                                exchange -> WebhookSteps.write(exchange, webhook, notice));
        Throwable failure = sent.getException();
        try {
            if (failure == null) {
                WebhookSteps.check(sent);
                return new Finding(true, "the webhook has taken a test notice");
            }
        } catch (NoticeFailedException e) {
            failure = e;
        }
        return new Finding(
                false,
                "the webhook has not taken a test notice: "
                        + Redactor.of(String.valueOf(failure.getMessage()))
                        + ". Check reprieve.notify.webhook.url, and reprieve.notify.trust where its"
                        + " certificate is your own");
    }

    private Finding mail(MailSettings mail) {
        MailLogin login = new MailLogin(mail.user().orElse(null), mail.password().orElse(null));
        context.getRegistry().bind("login", login);
        context.getRegistry()
                .bind("properties", MailProperties.of(mail, times, NotifyConnector.context(trust)));
        String uri =
                "smtp:"
                        + mail.host()
                        + ":"
                        + mail.port()
                        + "?javaMailProperties=#properties"
                        + (mail.user().isPresent() ? "&authenticator=#login" : "");
        Exchange sent =
                context.createProducerTemplate()
                        .send(uri, exchange -> MailSteps.fill(exchange, mail, mail.to(), notice));
        return sent.getException() == null
                ? new Finding(true, "the mail server has taken a test notice")
                : new Finding(false, Redactor.of(MailErrorMessages.of(sent.getException(), mail)));
    }
}
