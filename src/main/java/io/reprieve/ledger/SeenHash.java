package io.reprieve.ledger;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.apache.commons.codec.digest.MurmurHash3;

/** What the keys of a ledger's index are made with; it never changes in a ledger that knows ids. */
enum SeenHash {
    /** The first 128 bits of SHA-256: ledgers of before. */
    SHA_256 {
        @Override
        Digest digest() {
            MessageDigest sha256 = sha256();
            byte[] hash = new byte[32];
            ByteBuffer numbers = ByteBuffer.wrap(hash);
            return (bytes, length, key) -> {
                sha256.update(bytes, 0, length);
                try {
                    sha256.digest(hash, 0, hash.length);
                } catch (DigestException e) {
                    throw new IllegalStateException("The buffer fits.", e);
                }
                key[0] = numbers.getLong(0);
                key[1] = numbers.getLong(8);
            };
        }
    },
    /** MurmurHash3, 128 bits, for 64-bit machines; six times as fast. */
    MURMUR3 {
        @Override
        Digest digest() {
            return (bytes, length, key) -> {
                long[] hash = MurmurHash3.hash128x64(bytes, 0, length, 0);
                key[0] = hash[0];
                key[1] = hash[1];
            };
        }
    };

    /** A hash function with a state of its own. Not thread-safe. */
    interface Digest {
        /** Puts both halves of the hash of the first bytes into the key. */
        void hash(byte[] bytes, int length, long[] key);
    }

    abstract Digest digest();

    /** That of a ledger. */
    static SeenHash of(Connection connection) throws SQLException {
        try (ResultSet rows = Statements.query(connection, "SELECT hash FROM seen_state")) {
            rows.next();
            return valueOf(rows.getString(1));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
