package io.reprieve.settings;

/** What proves to Cloudflare who calls: a token, or the older pair of address and key. */
public sealed interface Credentials permits Credentials.ApiToken, Credentials.ApiKey {

    /** The secret in it, for instance to read it again after a refusal. */
    Secret secret();

    /**
     * Sent as {@code Authorization: Bearer}.
     *
     * @param secret the token, made of visible ASCII characters
     */
    record ApiToken(Secret secret) implements Credentials {
        @Override
        public String toString() {
            return "API token " + secret;
        }
    }

    /**
     * Sent as {@code X-Auth-Email} and {@code X-Auth-Key}.
     *
     * @param email the address of the user who owns the key; kept out of logs
     * @param secret the key, made of visible ASCII characters
     */
    record ApiKey(String email, Secret secret) implements Credentials {
        @Override
        public String toString() {
            return "API key " + secret + " of ********";
        }
    }
}
