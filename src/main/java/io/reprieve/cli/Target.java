package io.reprieve.cli;

import io.reprieve.app.LockHolder;
import io.reprieve.settings.Settings;
import java.io.PrintStream;
import java.net.URI;
import java.util.Locale;

/** Whose messages are released, and where: to be wrong about either is dear. */
final class Target {
    private Target() {}

    /** Says what a command with those settings works on. */
    static void tell(Settings settings, PrintStream out) {
        settings.overruled().ifPresent(words -> out.println("WARNING: " + words));
        out.println(
                words(settings.cloudflare().baseUrl().toString(), LockHolder.accounts(settings)));
    }

    /** The server and the accounts in one line; what is not Cloudflare's comes first. */
    static String words(String server, String accounts) {
        String whose = " Accounts: " + accounts + ".";
        String host = host(server);
        if (host.equals("cloudflare.com") || host.endsWith(".cloudflare.com")) {
            return "Cloudflare: " + server + "." + whose;
        }
        if (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return "PRACTICE, not Cloudflare: " + server + " is on this machine." + whose;
        }
        return "NOT CLOUDFLARE: " + server + "." + whose;
    }

    private static String host(String server) {
        String host = URI.create(server).getHost();
        return host == null ? "" : host.toLowerCase(Locale.ROOT);
    }
}
