package io.reprieve.settings;

/** Whether Cloudflare's verdict on a message matters before it is released. */
public enum DispositionGuard {
    /** It is not asked for. */
    OFF,
    /** It is asked for first, one call for each id, and malicious messages are held back. */
    CHECK
}
