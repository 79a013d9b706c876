package io.reprieve.settings;

import java.util.List;

/** Settings of the way to Cloudflare and webhooks. */
final class DeclaredHttp {
    static final Setting<ProxyAddress> PROXY =
            Setting.optional(
                            "reprieve.http.proxy",
                            ProxyAddress.type(),
                            "The proxy that calls to Cloudflare and webhooks go through. This "
                                    + "machine itself (localhost, 127.*, [::1]) is called without it, unless "
                                    + "the proxy is on this machine too and is set here, not by the "
                                    + "environment. It may have USER:PASSWORD@ before the host, as the "
                                    + "variable often has; none switches the variable off. The variable may "
                                    + "be in lower case, too.")
                    .orEnvironment("HTTPS_PROXY");

    static final Setting<String> PROXY_USER =
            Setting.optional(
                    "reprieve.http.proxy-user", ValueTypes.userName(), "Who logs in at the proxy.");

    static final Setting<Secret> PROXY_PASSWORD =
            Setting.optional(
                    "reprieve.http.proxy-password",
                    ValueTypes.secret(),
                    "The password of the user at the proxy. A file is read again when the "
                            + "proxy refuses the password.");

    static final Setting<NoProxy> NO_PROXY =
            Setting.optional(
                            "reprieve.http.no-proxy",
                            NoProxy.type(),
                            "Hosts that are called without the proxy. A name stands for itself and "
                                    + "all names below it. The variable may be in lower case, too.")
                    .orEnvironment("NO_PROXY");

    static final List<Setting<?>> ALL = List.of(PROXY, PROXY_USER, PROXY_PASSWORD, NO_PROXY);

    private DeclaredHttp() {}
}
