package io.reprieve.practice;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;

/** What the command prints: how to use the server, a line for each call, a count at the end. */
final class PracticeReport {

    private final PrintWriter out;

    PracticeReport(PrintWriter out) {
        this.out = out;
    }

    /**
     * Prints where the server is and what to set.
     *
     * @param withKey whether the older pair of credentials is taken too
     * @param seed of the random faults, or null when there are none
     */
    void started(PracticeServer server, boolean withKey, Long seed) {
        out.println("Practice server ready: " + server.baseUrl());
        out.println("  export REPRIEVE_CLOUDFLARE_BASE_URL=" + server.baseUrl());
        out.println("  export REPRIEVE_CLOUDFLARE_ACCOUNT_ID=" + server.accountId());
        out.println("  export REPRIEVE_CLOUDFLARE_API_TOKEN=" + server.token());
        out.println(
                "  unset REPRIEVE_CLOUDFLARE_BASE_URL REPRIEVE_CLOUDFLARE_ACCOUNT_ID"
                        + " REPRIEVE_CLOUDFLARE_API_TOKEN   # afterwards: they are stronger than"
                        + " CLOUDFLARE_*");
        if (withKey) {
            out.println("  The e-mail address and key given are taken in place of the token too.");
        }
        if (seed != null) {
            out.println("  Random faults: repeat them with --seed " + seed);
        }
        out.println("  Counts: " + server.origin() + "/practice/releases");
        out.flush();
    }

    /** Prints one line for a call, without ids and without addresses. */
    void called(RecordedCall call) {
        StringBuilder line = new StringBuilder();
        line.append(call.time().truncatedTo(ChronoUnit.MILLIS))
                .append("  ")
                .append(call.method())
                .append(' ');
        line.append(call.operation());
        if (call.isRelease()) {
            line.append("  ids ").append(call.idCount());
        }
        line.append("  ").append(call.status() == 0 ? "no answer" : call.status());
        if (!call.fault().isEmpty()) {
            line.append("  fault ").append(call.fault());
        }
        out.println(line);
        out.flush();
    }

    /** Prints the final count. */
    void stopped(PracticeServer server) {
        out.println(
                "Practice server stopped: "
                        + server.callCount()
                        + " calls, "
                        + server.messagesReleased()
                        + " messages released, "
                        + server.releasedMoreThanOnce()
                        + " of them more than once");
        out.flush();
    }
}
