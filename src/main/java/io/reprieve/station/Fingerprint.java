package io.reprieve.station;

import io.reprieve.settings.Credentials;

/** Tells credentials apart without keeping them. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(Credentials credentials) {
        if (credentials instanceof Credentials.ApiKey key) {
            return "key " + key.email() + " " + key.secret().value().hashCode();
        }
        return "token " + ((Credentials.ApiToken) credentials).secret().value().hashCode();
    }
}
