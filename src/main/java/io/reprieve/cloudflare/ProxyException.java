package io.reprieve.cloudflare;

import java.io.IOException;

/**
 * A call ended at the proxy: the other side has seen nothing of it. The message says what it means
 * and what to do.
 */
public final class ProxyException extends IOException {
    private static final long serialVersionUID = 1L;

    ProxyException(String words, Throwable cause) {
        super(words, cause);
    }
}
