package io.reprieve.connector.search;

/** Whether a saved search takes what Cloudflare holds for malicious. */
public enum MaliciousMail {
    /** Never, whatever the search returns. */
    NO,
    /** Yes, said in words. */
    YES_RELEASE_MALICIOUS_MAIL
}
