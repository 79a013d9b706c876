package io.reprieve.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits of SHA-256 over account and id: long enough that two ids never share one in practice, so
 * that a hit needs no second look. Not thread-safe; {@link #hi} and {@link #lo} are those of the
 * last {@link #of}.
 */
final class SeenKey {
    private final MessageDigest digest;
    private final byte[] hash = new byte[32];
    private final ByteBuffer numbers = ByteBuffer.wrap(hash);

    SeenKey() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    SeenKey of(String account, String id) {
        digest.update(account.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(id.getBytes(StandardCharsets.UTF_8));
        try {
            digest.digest(hash, 0, hash.length);
        } catch (java.security.DigestException e) {
            throw new IllegalStateException("The buffer fits.", e);
        }
        return this;
    }

    long hi() {
        return numbers.getLong(0);
    }

    long lo() {
        return numbers.getLong(8);
    }
}
