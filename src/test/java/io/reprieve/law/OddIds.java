package io.reprieve.law;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Ids in the two shapes that Cloudflare's have, never the same twice. */
final class OddIds {
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
    private static final String ALL = LETTERS + "0123456789";

    private final Random random;

    OddIds(Random random) {
        this.random = random;
    }

    List<String> investigate(int count) {
        return Stream.generate(this::investigate).limit(count).toList();
    }

    List<String> postfix(int count) {
        return Stream.generate(() -> queued(12 + random.nextInt(7))).limit(count).toList();
    }

    private String investigate() {
        return "%s-2026-%02d-%02dT%02d:%02d:%02d-%08d"
                .formatted(
                        queued(16),
                        1 + random.nextInt(11),
                        1 + random.nextInt(28),
                        random.nextInt(24),
                        random.nextInt(60),
                        random.nextInt(60),
                        random.nextInt(100_000_000));
    }

    /** Begins with a digit, as all that were seen do. */
    private String queued(int length) {
        StringBuilder id = new StringBuilder("4").append(letter(LETTERS));
        while (id.length() < length) {
            id.append(letter(ALL));
        }
        return id.toString();
    }

    private char letter(String of) {
        return of.charAt(random.nextInt(of.length()));
    }
}
