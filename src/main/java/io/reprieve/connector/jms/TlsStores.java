package io.reprieve.connector.jms;

import io.reprieve.settings.Secret;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Certificates for a connection by TLS.
 *
 * @param trustStore certificates that the other side's is checked against; empty: those of Java
 * @param trustStorePassword its password
 * @param keyStore a certificate of our own; empty: none is shown
 * @param keyStorePassword its password
 */
public record TlsStores(
        Optional<Path> trustStore,
        Optional<Secret> trustStorePassword,
        Optional<Path> keyStore,
        Optional<Secret> keyStorePassword) {}
