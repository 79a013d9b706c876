package io.reprieve.calls;

import io.reprieve.settings.Credentials;

/** Tells credentials apart without keeping them. */
final class SecretFingerprint {
    private SecretFingerprint() {}

    static String of(Credentials credentials) {
        if (credentials instanceof Credentials.ApiKey key) {
            return "key " + key.email() + " " + key.secret().value().hashCode();
        }
        return "token " + ((Credentials.ApiToken) credentials).secret().value().hashCode();
    }
}
