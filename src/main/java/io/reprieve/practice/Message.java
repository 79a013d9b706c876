package io.reprieve.practice;

import java.time.Instant;

/**
 * What a message is, whatever happens to it. Made up from its id, always the same for an id.
 *
 * @param key first part of the id
 * @param id full id
 * @param scannedAt when Cloudflare is said to have seen it
 * @param from sender's address
 * @param to recipient's address
 * @param subject its subject
 * @param disposition what it was taken for
 */
record Message(
        String key,
        String id,
        Instant scannedAt,
        String from,
        String to,
        String subject,
        String disposition) {}
