package io.reprieve.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells keys that mean something from those that would silently do nothing. */
final class KnownKeys {

    /** What Kubernetes and Docker put into every container beside a service called reprieve. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(
                    "REPRIEVE_([A-Z0-9_]+_)?(SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)"
                            + "|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

    private KnownKeys() {}

    /** Adds a problem when a key is none of ours, or has a name that cannot be used. */
    static void check(Given given, List<Problem> problems) {
        for (Setting<?> setting : Declared.ALL) {
            if (setting.key().equals(given.key()) && !setting.hasName()) {
                return;
            }
            Optional<String> name = setting.nameIn(given.key());
            if (name.isPresent()) {
                checkName(given, setting, name.get(), problems);
                return;
            }
        }
        String hint =
                NearestKey.to(given.key()).map(key -> "; did you mean " + key + "?").orElse("");
        problems.add(new Problem(given.key(), given.source(), "no such setting" + hint));
    }

    /** The key behind an environment variable of ours; a problem when there is none. */
    static Optional<Given> ofVariable(String variable, String value, List<Problem> problems) {
        String source = Given.variable(variable);
        for (Setting<?> setting : Declared.ALL) {
            Optional<String> key = setting.keyOf(variable);
            if (key.isPresent()) {
                return key.map(known -> new Given(known, value.strip(), source));
            }
        }
        if (!isServiceLink(variable, value)) {
            problems.add(new Problem(variable, source, "no such setting" + hint(variable)));
        }
        return Optional.empty();
    }

    private static String hint(String variable) {
        String asKey = variable.toLowerCase(Locale.ROOT).replace('_', '.');
        return NearestKey.to(asKey)
                .map(key -> "; did you mean " + Setting.variable(key) + "?")
                .orElse("");
    }

    private static boolean isServiceLink(String variable, String value) {
        return SERVICE_LINK.matcher(variable).matches()
                || variable.endsWith("_PORT") && value.matches("(tcp|udp|sctp)://.*");
    }

    private static void checkName(
            Given given, Setting<?> setting, String name, List<Problem> problems) {
        String wrong = null;
        if (!Setting.NAME_FORM.matcher(name).matches()) {
            wrong = "may have lower-case letters, digits and -, at most 50 of them";
        } else if (name.equals(Account.DEFAULT)
                && setting.group().equals(Declared.NAMED_ACCOUNT_ID.group())) {
            wrong = "is taken: it means the account of reprieve.cloudflare.*";
        }
        if (wrong != null) {
            String words = "the name " + ValueType.quote(name) + " " + wrong;
            problems.add(new Problem(given.key(), given.source(), words));
        }
    }
}
