package io.reprieve;

import io.reprieve.ledger.Ledger;
import io.reprieve.settings.Settings;
import io.reprieve.station.Doors;
import io.reprieve.station.Extension;
import io.reprieve.station.notify.NotifyExtension;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Which doors and ways out the settings switch on. */
final class Extensions {
    private Extensions() {}

    static List<Extension> of(Settings settings, Ledger ledger, Clock clock, Doors doors) {
        List<Extension> extensions = new ArrayList<>();
        NotifyExtension.of(settings, ledger, clock, doors).ifPresent(extensions::add);
        return extensions;
    }
}
