package io.reprieve.law;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * A release call under way at the other side.
 *
 * @param ids what it names
 * @param quarantine the truth
 * @param random chance
 * @param wire the way back
 * @param clock does things later
 */
record Call(
        List<String> ids,
        Quarantine quarantine,
        Random random,
        Wire wire,
        ScheduledExecutorService clock) {

    void releaseAll() {
        ids.forEach(quarantine::release);
    }

    /** Releases all of it so much later, though the answer may be given before. */
    void releaseLater(int milliseconds) {
        clock.schedule(this::releaseAll, milliseconds, TimeUnit.MILLISECONDS);
    }

    /** A good answer that names those, in any order, in any of the ways an answer may have. */
    String told(Collection<String> named) {
        List<String> order = new ArrayList<>(named);
        Collections.shuffle(order, random);
        return order.stream()
                .map(id -> result(id, "\"delivered\":[\"anna@example.com\"]"))
                .collect(
                        Collectors.joining(
                                ",", "{\"success\":true,\"errors\":[],\"result\":[", "]}"));
    }

    /** A result with those recipients. */
    String result(String id, String recipients) {
        String postfix = id.length() > 20 ? id.substring(0, id.indexOf('-')) : id;
        String more = random.nextBoolean() ? ",\"postfix_id\":\"" + postfix + "\"" : "";
        String nulls = random.nextBoolean() ? ",\"unknown\":null" : "";
        return "{\"id\":\"" + id + "\"" + more + "," + recipients + nulls + "}";
    }

    /** Cloudflare's envelope around an error. */
    static String error(int code, String message) {
        return "{\"success\":false,\"errors\":[{\"code\":"
                + code
                + ",\"message\":\""
                + message
                + "\"}],\"messages\":[],\"result\":null}";
    }

    /** Ids of the call, each with that chance. */
    List<String> some(double share) {
        return ids.stream().filter(id -> random.nextDouble() < share).toList();
    }

    int between(int from, int to) {
        return from + random.nextInt(to - from + 1);
    }

    static void pause(int milliseconds) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
