package io.reprieve.settings;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hosts that are called without the proxy, as {@code NO_PROXY} names them: a name stands for itself
 * and all names below it, {@code .name} and {@code *.name} likewise, {@code name:port} for one
 * port, an address for itself, {@code 10.0.0.0/8} for addresses of a network, {@code *} for all.
 *
 * @param entries in lower case
 */
record NoProxy(List<String> entries) {
    static final NoProxy NOBODY = new NoProxy(List.of());

    private static final Pattern ENTRY =
            Pattern.compile(
                    "\\*|[a-z0-9_.*-]+(:[0-9]{1,5})?|\\[?[0-9a-f:.]+]?|[0-9a-f:.]+/\\d{1,3}");

    /** What is an address can be told without asking anybody for a name. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f.]*:[0-9a-f:.]+");

    static ValueType<NoProxy> type() {
        return ValueType.shown(
                "names, endings like .example.com, addresses, networks like 10.0.0.0/8, or *,"
                        + " separated by commas",
                NoProxy::parse,
                value -> String.join(",", value.entries()));
    }

    private static NoProxy parse(String text) {
        List<String> entries =
                Stream.of(text.toLowerCase(Locale.ROOT).split("[,\\s]+"))
                        .filter(entry -> !entry.isEmpty())
                        .collect(Collectors.toUnmodifiableList());
        for (String entry : entries) {
            if (!ENTRY.matcher(entry).matches()) {
                throw new BadValue("has an entry that is no name or address of a host");
            }
        }
        return new NoProxy(entries);
    }

    /**
     * Whether that host is called without the proxy.
     *
     * @param host name or address, an address of IPv6 with or without brackets
     */
    boolean has(String host, int port) {
        String plain = bare(host.toLowerCase(Locale.ROOT));
        return entries.stream().anyMatch(entry -> matches(entry, plain, port));
    }

    private static boolean matches(String entry, String host, int port) {
        if (entry.equals("*") || bare(entry).equals(host)) {
            return true;
        }
        if (entry.contains("/")) {
            return isWithin(host, entry);
        }
        if (entry.endsWith(":" + port)) {
            return matches(entry.substring(0, entry.lastIndexOf(':')), host, port);
        }
        String ending = entry.replaceFirst("^\\*?\\.", "");
        return host.equals(ending) || host.endsWith("." + ending);
    }

    private static boolean isWithin(String host, String network) {
        String[] parts = network.split("/");
        if (!ADDRESS.matcher(host).matches() || !ADDRESS.matcher(parts[0]).matches()) {
            return false;
        }
        try {
            byte[] one = InetAddress.getByName(host).getAddress();
            byte[] other = InetAddress.getByName(parts[0]).getAddress();
            int rest = one.length * Byte.SIZE - Integer.parseInt(parts[1]);
            return one.length == other.length
                    && rest >= 0
                    && new BigInteger(one)
                            .shiftRight(rest)
                            .equals(new BigInteger(other).shiftRight(rest));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }
}
