package io.reprieve.cloudflare;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The rules of the HTTP client: it repeats nothing, since every repeat must be one that is counted;
 * follows no redirect, since credentials would go along; keeps no cookie; ends the connection of an
 * answer that was not read to its end, instead of reading the rest of it first; and ends a call of
 * which no answer has begun in time, however much the server says meanwhile. Lines and numbers of
 * headers and trailers are bounded by httpcore itself (CVE-2026-54399); a body is by {@link
 * Bounded}.
 */
public final class HttpClientRules implements HttpClientConfigurer {
    private static final TimeValue IDLE = TimeValue.ofSeconds(20);
    private static final String BEYOND = "io.reprieve.beyond-proxy";
    private static final int PROXY_LOGIN = 407;

    private final String userAgent;
    private final Duration most;
    private final ProxyWay proxy;
    private final ScheduledThreadPoolExecutor ends;

    /**
     * Rules for a client.
     *
     * @param userAgent what it calls itself
     * @param most how long a call may take until its answer's headers are there
     * @param proxy what calls go through; null: nothing
     */
    public HttpClientRules(String userAgent, Duration most, ProxyWay proxy) {
        this.userAgent = userAgent;
        this.most = most;
        this.proxy = proxy;
        this.ends =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "http-ends");
                            thread.setDaemon(true);
                            return thread;
                        });
        ends.setRemoveOnCancelPolicy(true);
        ends.setKeepAliveTime(1, TimeUnit.SECONDS);
        ends.allowCoreThreadTimeOut(true);
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
                                endUnread(
                                        inTime(
                                                () -> chain.proceed(request, scope),
                                                scope.execRuntime),
                                        scope.execRuntime));
        if (proxy != null) {
            client.setRoutePlanner(proxy.planner())
                    .setDefaultCredentialsProvider((scope, context) -> proxy.credentials(scope))
                    .addExecInterceptorBefore(
                            ChainElement.CONNECT.name(), "proxy", this::throughProxy)
                    .addExecInterceptorAfter(
                            ChainElement.CONNECT.name(),
                            "beyond-proxy",
                            (request, scope, chain) -> {
                                scope.clientContext.setAttribute(BEYOND, true);
                                return chain.proceed(request, scope);
                            });
        }
    }

    /**
     * What happens before the way through the proxy stands is the proxy's word, and nobody beyond
     * it has seen anything of the call.
     */
    private ClassicHttpResponse throughProxy(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.route.getProxyHost() == null) {
            return chain.proceed(request, scope);
        }
        scope.clientContext.removeAttribute(BEYOND);
        if (!scope.route.isTunnelled()) {
            // Else each call would be made twice: once to be asked for the login.
            proxy.authorization()
                    .ifPresent(login -> request.setHeader("Proxy-Authorization", login));
        }
        ClassicHttpResponse response;
        try {
            response = chain.proceed(request, scope);
        } catch (SSLException e) {
            // Of the other side: the proxy itself is spoken to without TLS.
            throw e;
        } catch (IOException | HttpException e) {
            if (scope.clientContext.getAttribute(BEYOND) == null) {
                throw proxy.unreachable(e);
            }
            throw e;
        }
        int status = response.getCode();
        boolean isOfProxy = scope.clientContext.getAttribute(BEYOND) == null;
        if (isOfProxy || (status == PROXY_LOGIN && !scope.route.isTunnelled())) {
            response.close();
            throw proxy.refused(status);
        }
        return response;
    }

    /**
     * Lets the client look, before each use of a kept connection, whether the other side has closed
     * it: a call that meets a closed one may have been made or not, and would cost a look-up for
     * each of its messages. A look is a read that waits for a millisecond.
     *
     * @param context with its routes started
     * @param base base address of the API
     * @param connectTimeout longest wait for a connection
     */
    public static void lookBeforeUse(CamelContext context, URI base, Duration connectTimeout) {
        for (Endpoint endpoint : context.getEndpoints()) {
            if (endpoint instanceof HttpEndpoint http
                    && base.getHost().equals(http.getHttpUri().getHost())
                    && http.getClientConnectionManager()
                            instanceof PoolingHttpClientConnectionManager pool) {
                lookBeforeUse(pool, connectTimeout);
            }
        }
    }

    static void lookBeforeUse(PoolingHttpClientConnectionManager pool, Duration connectTimeout) {
        pool.setDefaultConnectionConfig(
                ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(connectTimeout))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build());
    }

    private interface Call {
        ClassicHttpResponse make() throws IOException, HttpException;
    }

    /** A time-out of the socket begins anew with each byte, and with each answer of 1xx. */
    private ClassicHttpResponse inTime(Call call, ExecRuntime runtime)
            throws IOException, HttpException {
        AtomicBoolean isLate = new AtomicBoolean();
        Runnable discard =
                () -> {
                    isLate.set(true);
                    runtime.discardEndpoint();
                };
        Future<?> end = ends.schedule(discard, most.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return call.make();
        } catch (IOException | HttpException e) {
            if (isLate.get()) {
                SocketTimeoutException late =
                        new SocketTimeoutException("no answer within " + most.toSeconds() + " s");
                late.initCause(e);
                throw late;
            }
            throw e;
        } finally {
            end.cancel(false);
        }
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
