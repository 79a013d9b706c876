package io.reprieve.release;

import java.time.Instant;

/**
 * A release call as it was made.
 *
 * @param form its body form
 * @param size ids in it
 * @param began when it began
 */
public record Sent(BodyForm form, int size, Instant began) {}
