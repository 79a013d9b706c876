package io.reprieve;

import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import io.reprieve.station.Calling;
import io.reprieve.station.Doors;
import io.reprieve.station.Extension;
import io.reprieve.station.jms.JmsExtension;
import io.reprieve.station.notify.NotifyExtension;
import io.reprieve.station.search.SearchDoor;
import io.reprieve.station.sftp.SftpExtension;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Which doors and ways out the settings switch on. */
final class Extensions {
    /** Route files of all of them, be they switched on or not. */
    static final List<String> ROUTE_FILES =
            List.of(
                    "11-intake-sftp",
                    "12-intake-jms",
                    "13-intake-search",
                    "14-search-pages",
                    "60-answer-jms",
                    "61-deliver-sftp",
                    "62-notify-webhook",
                    "63-notify-mail");

    private Extensions() {}

    static List<Extension> of(
            Settings settings, Ledger ledger, Calling calling, Clock clock, Doors doors) {
        List<Extension> extensions = new ArrayList<>();
        if (!settings.sftpServers().isEmpty()) {
            extensions.add(new SftpExtension(settings, ledger, clock, doors));
        }
        if (!settings.searches().isEmpty()) {
            extensions.add(new SearchDoor(settings, ledger, calling, clock, doors));
        }
        NotifyExtension.of(settings, ledger, clock, doors).ifPresent(extensions::add);
        settings.jms()
                .map(jms -> new JmsExtension(settings, jms, ledger, clock, doors))
                .ifPresent(extensions::add);
        return List.copyOf(extensions);
    }
}
