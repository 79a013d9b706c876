package io.reprieve.settings;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a call may take, and which way it goes.
 *
 * @param connectTimeout for the connection, 100ms to 10m
 * @param responseTimeout for the answer, 100ms to 10m
 * @param proxy what calls go through, or nothing
 */
public record HttpSettings(
        Duration connectTimeout, Duration responseTimeout, Optional<ProxySettings> proxy) {}
