package io.reprieve.connector.notify;

import io.reprieve.connector.Connector;
import io.reprieve.endpoint.LedgerComponent;
import io.reprieve.errors.ErrorReporter;
import io.reprieve.errors.Outbox;
import io.reprieve.importing.SourceHealth;
import io.reprieve.ledger.Job;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** The sinks that tell somebody of trouble. */
public final class NotifyConnector implements Connector {
    private final List<String> ways = new ArrayList<>();
    private final Map<String, Object> beans = new HashMap<>();
    private final Notices notices;
    private MailSteps mail;
    private final Map<String, String> placeholders = new HashMap<>();

    private NotifyConnector(Settings settings, Ledger ledger, Clock clock, SourceHealth health) {
        NotifySettings notify = DeclaredNotify.read(settings.values());
        notify.webhook().ifPresent(webhook -> ways.add(WebhookSteps.WAY));
        notify.mail().ifPresent(mail -> ways.add(MailSteps.WAY));
        ConditionWatch watch = new ConditionWatch(settings, ledger, health, clock);
        this.notices = new Notices(ledger, watch, clock, settings.retry().giveUpAfter(), ways);
        X509TrustManager trust = notify.trust().map(Trust::with).orElse(null);
        beans.put("notices", notices);
        notify.webhook()
                .ifPresent(
                        webhook -> {
                            beans.put("webhookSteps", new WebhookSteps(webhook, notices));
                            beans.put("notifyTls", tls(trust));
                        });
        notify.mail().ifPresent(mail -> mail(mail, settings, trust));
    }

    /** The notices that the settings switch on, or nothing. */
    public static Optional<NotifyConnector> of(
            Settings settings, Ledger ledger, Clock clock, SourceHealth health) {
        NotifySettings notify = DeclaredNotify.read(settings.values());
        boolean isOn = notify.webhook().isPresent() || notify.mail().isPresent();
        return isOn
                ? Optional.of(new NotifyConnector(settings, ledger, clock, health))
                : Optional.empty();
    }

    @Override
    public List<String> routeFiles() {
        List<String> files = new ArrayList<>(List.of("55-notices"));
        ways.forEach(way -> files.add(way.equals(MailSteps.WAY) ? "63-mail" : "62-webhook"));
        return files;
    }

    @Override
    public void addDeliveries(LedgerComponent component, Outbox outbox, ErrorReporter errors) {
        if (ways.contains(WebhookSteps.WAY)) {
            component.addDeliveries(
                    WebhookSteps.WAY,
                    new DueNotices(
                            notices,
                            WebhookSteps.WAY,
                            outbox,
                            errors,
                            (delivery, failure) -> failure));
        }
        if (mail != null) {
            component.addDeliveries(MailSteps.WAY, mail.due(outbox, errors));
        }
    }

    @Override
    public Map<String, Object> beans() {
        return beans;
    }

    @Override
    public Map<String, String> placeholders() {
        return placeholders;
    }

    @Override
    public List<String> ways(Job job) {
        return job.deadLetters() > 0 ? ways : List.of();
    }

    /** What a client trusts: those of Java, or who is given. */
    static SSLContextParameters tls(X509TrustManager trust) {
        SSLContextParameters parameters = new SSLContextParameters();
        if (trust != null) {
            TrustManagersParameters trusted = new TrustManagersParameters();
            trusted.setTrustManager(trust);
            parameters.setTrustManagers(trusted);
        }
        return parameters;
    }

    private void mail(MailSettings server, Settings settings, X509TrustManager trust) {
        MailLogin login = new MailLogin(server.user().orElse(null), server.password().orElse(null));
        mail = new MailSteps(server, notices, login);
        beans.put("mailSteps", mail);
        beans.put("mailProperties", MailProperties.of(server, settings.http(), context(trust)));
        if (server.user().isPresent()) {
            beans.put("mailLogin", login);
            placeholders.put("reprieve.internal.notify-mail-login", "#mailLogin");
        }
    }

    /** The same for a client of Java's; null: those of Java. */
    static SSLContext context(X509TrustManager trust) {
        if (trust == null) {
            return null;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has TLS.", e);
        }
    }
}
