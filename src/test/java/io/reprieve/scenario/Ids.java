package io.reprieve.scenario;

import java.util.List;
import java.util.stream.IntStream;

/** Ids of plain messages, which the practice server has in quarantine. */
public final class Ids {
    private Ids() {}

    /** Different investigate ids, always the same ones. */
    public static List<String> plain(int count) {
        return plain(0, count);
    }

    /** Different investigate ids, those from that number on. */
    public static List<String> plain(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(n -> String.format("4T%014d-2026-10-01T10:00:00-%08d", n, n))
                .toList();
    }

    /** A CSV with a heading and those ids. */
    public static String csv(List<String> ids) {
        return "id\n" + String.join("\n", ids) + "\n";
    }
}
