package io.reprieve.settings;

/**
 * A Cloudflare account whose messages may be released.
 *
 * @param name how lists, folders and reports call it: lower-case letters, digits and {@code -}; the
 *     one from {@code reprieve.cloudflare.*} is {@value #DEFAULT}
 * @param accountId 32 lower-case hexadecimal digits
 * @param credentials its own, never those of another account
 */
public record Account(String name, String accountId, Credentials credentials) {

    /** The name of the account from {@code reprieve.cloudflare.*}. */
    public static final String DEFAULT = "default";
}
