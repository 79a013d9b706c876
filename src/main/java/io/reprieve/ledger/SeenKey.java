package io.reprieve.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * 128 bits of a hash over account and id: long enough that two ids never share one by chance, so
 * that a hit needs no second look. Not thread-safe; {@link #hi} and {@link #lo} are those of the
 * last {@link #of}.
 */
final class SeenKey {
    private final SeenHash.Digest digest;
    private final long[] key = new long[2];
    private String account = "";
    private byte[] text = new byte[256];
    private int start;

    SeenKey(SeenHash hash) {
        digest = hash.digest();
        begin(account);
    }

    SeenKey of(String ofAccount, String id) {
        if (!ofAccount.equals(account)) {
            begin(ofAccount);
        }
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        int length = start + bytes.length;
        room(length);
        System.arraycopy(bytes, 0, text, start, bytes.length);
        digest.hash(text, length, key);
        return this;
    }

    /** Rows of one account mostly follow each other: its bytes stay at the beginning. */
    private void begin(String with) {
        byte[] bytes = with.getBytes(StandardCharsets.UTF_8);
        start = bytes.length + 1;
        room(start);
        System.arraycopy(bytes, 0, text, 0, bytes.length);
        text[start - 1] = 0;
        account = with;
    }

    private void room(int length) {
        if (length > text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
    }

    long hi() {
        return key[0];
    }

    long lo() {
        return key[1];
    }
}
