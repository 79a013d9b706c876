package io.reprieve.cloudflare;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.TimeValue;

/**
 * The rules of the HTTP client: it repeats nothing, since every repeat must be one that is counted;
 * follows no redirect, since credentials would go along; keeps no cookie; and ends the connection
 * of an answer that was not read to its end, instead of reading the rest of it first.
 */
public final class HttpClientRules implements HttpClientConfigurer {
    private static final TimeValue IDLE = TimeValue.ofSeconds(20);

    private final String userAgent;

    /** Rules for a client that calls itself that. */
    public HttpClientRules(String userAgent) {
        this.userAgent = userAgent;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent(userAgent)
                .evictExpiredConnections()
                .evictIdleConnections(IDLE)
                .addExecInterceptorFirst(
                        "end-unread",
                        (request, scope, chain) ->
                                endUnread(chain.proceed(request, scope), scope.execRuntime));
    }

    private static ClassicHttpResponse endUnread(
            ClassicHttpResponse response, ExecRuntime runtime) {
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            response.setEntity(
                    new HttpEntityWrapper(entity) {
                        @Override
                        public InputStream getContent() throws IOException {
                            return new ToTheEnd(super.getContent(), runtime);
                        }
                    });
        }
        return response;
    }

    private static final class ToTheEnd extends FilterInputStream {
        private final ExecRuntime runtime;
        private boolean ended;

        private ToTheEnd(InputStream in, ExecRuntime runtime) {
            super(in);
            this.runtime = runtime;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            ended |= one < 0;
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            ended |= count < 0;
            return count;
        }

        @Override
        public void close() throws IOException {
            if (!ended) {
                runtime.discardEndpoint();
            }
            super.close();
        }
    }
}
