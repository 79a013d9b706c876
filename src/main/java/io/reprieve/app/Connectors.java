package io.reprieve.app;

import io.reprieve.calls.Calling;
import io.reprieve.connector.Connector;
import io.reprieve.connector.jms.JmsConnector;
import io.reprieve.connector.jms.JmsSettings;
import io.reprieve.connector.notify.NotifyConnector;
import io.reprieve.connector.search.DeclaredSearch;
import io.reprieve.connector.search.SearchConnector;
import io.reprieve.connector.sftp.SftpConnector;
import io.reprieve.connector.sftp.SftpServers;
import io.reprieve.errors.RetryPause;
import io.reprieve.importing.SourceHealth;
import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Which sources and sinks the settings switch on. */
final class Connectors {
    /** Route files of all of them, be they switched on or not. */
    static final List<String> ROUTE_FILES =
            List.of(
                    "11-sftp",
                    "12-jms",
                    "13-search",
                    "14-search-pages",
                    "16-sftp-left",
                    "55-notices",
                    "60-jms",
                    "61-sftp",
                    "62-webhook",
                    "63-mail");

    private Connectors() {}

    static List<Connector> of(
            Settings settings,
            Ledger ledger,
            Calling calling,
            Clock clock,
            SourceHealth health,
            RetryPause pause) {
        List<Connector> extensions = new ArrayList<>();
        if (!SftpServers.read(settings.values()).isEmpty()) {
            extensions.add(new SftpConnector(settings, ledger, clock, health));
        }
        if (!DeclaredSearch.read(settings.values()).isEmpty()) {
            extensions.add(new SearchConnector(settings, ledger, calling, clock, health));
        }
        NotifyConnector.of(settings, ledger, clock, health).ifPresent(extensions::add);
        JmsSettings.read(settings.values())
                .map(jms -> new JmsConnector(settings, jms, ledger, clock, health, pause))
                .ifPresent(extensions::add);
        return List.copyOf(extensions);
    }
}
