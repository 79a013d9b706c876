package io.reprieve.settings;

/** Thrown when a secret cannot be used. The message says why and what to do, never the secret. */
public final class SecretException extends RuntimeException {

    /**
     * Describes one unusable secret.
     *
     * @param message what is wrong, without the secret
     */
    public SecretException(String message) {
        super(message);
    }
}
