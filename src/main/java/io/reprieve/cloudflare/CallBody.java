package io.reprieve.cloudflare;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * The body of a release call, which knows whether any of it was written: where nothing was, nothing
 * can have been done. Safe to read from another thread.
 */
public final class CallBody extends HttpEntityWrapper {
    private volatile boolean begun;

    /** A JSON body. */
    public CallBody(byte[] json) {
        super(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
    }

    /** Whether writing has begun. */
    public boolean isBegun() {
        return begun;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        begun = true;
        super.writeTo(out);
    }
}
