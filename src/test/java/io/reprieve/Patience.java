package io.reprieve;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long tests wait for something, once for all of them: it ends a test that hangs, on a machine
 * however busy, and is no claim about speed.
 */
public final class Patience implements LauncherSessionListener {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration BETWEEN = Duration.ofMillis(20);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(LONGEST);
        Awaitility.setDefaultPollInterval(BETWEEN);
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }
}
