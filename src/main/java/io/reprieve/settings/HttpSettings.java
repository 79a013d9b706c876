package io.reprieve.settings;

import java.time.Duration;

/**
 * How long a call may take.
 *
 * @param connectTimeout for the connection, 100ms to 10m
 * @param responseTimeout for the answer, 100ms to 10m
 */
public record HttpSettings(Duration connectTimeout, Duration responseTimeout) {}
