package io.reprieve.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Puts accounts together from their settings. No account ever gets credentials of another. */
public final class Accounts {

    private final Values values;
    private final List<Problem> problems;
    private final Map<String, String> keyOfId = new HashMap<>();

    private Accounts(Values values, List<Problem> problems) {
        this.values = values;
        this.problems = problems;
    }

    /** Names of the accounts that somebody has set, be they whole or not. */
    public static Set<String> names(Values values) {
        Set<String> names = values.names(Declared.NAMED_ACCOUNT_ID);
        if (names.isEmpty() || !values.value(Declared.ACCOUNT_ID).source().isEmpty()) {
            names.add(Account.DEFAULT);
        }
        return names;
    }

    /** The key that an account of that name would be set with. */
    public static String key(String name) {
        return name.equals(Account.DEFAULT)
                ? Declared.ACCOUNT_ID.key()
                : Declared.NAMED_ACCOUNT_ID.named(name).key();
    }

    static List<Account> read(Values values, boolean required, List<Problem> problems) {
        Set<String> names = values.names(Declared.NAMED_ACCOUNT_ID);
        var accounts = new Accounts(values, problems);
        var all = new ArrayList<Account>();
        accounts.readDefault(required && names.isEmpty()).ifPresent(all::add);
        for (String name : names) {
            accounts.read(
                            name,
                            Declared.NAMED_ACCOUNT_ID.named(name),
                            Declared.NAMED_API_TOKEN.named(name),
                            Declared.NAMED_EMAIL.named(name),
                            Declared.NAMED_API_KEY.named(name))
                    .ifPresent(all::add);
        }
        return List.copyOf(all);
    }

    private Optional<Account> readDefault(boolean required) {
        Value<String> id = values.value(Declared.ACCOUNT_ID);
        if (id.source().isEmpty() && !required && !credentialsOnPurpose()) {
            return Optional.empty();
        }
        return read(
                Account.DEFAULT,
                Declared.ACCOUNT_ID,
                Declared.API_TOKEN,
                Declared.EMAIL,
                Declared.API_KEY);
    }

    /**
     * A token in CLOUDFLARE_API_TOKEN may be there for other programs; in our own keys it is not.
     */
    private boolean credentialsOnPurpose() {
        return Stream.of(Declared.API_TOKEN, Declared.EMAIL, Declared.API_KEY)
                .map(setting -> values.value(setting))
                .anyMatch(value -> !value.source().isEmpty() && !value.fromFallback());
    }

    private Optional<Account> read(
            String name,
            Setting<String> idSetting,
            Setting<Secret> token,
            Setting<String> email,
            Setting<Secret> key) {
        Value<String> id = values.value(idSetting);
        if (id.source().isEmpty()) {
            problem(idSetting, id, "is not set, so it is unknown whose messages are released");
        }
        Optional<Credentials> credentials = credentials(token, email, key);
        if (id.parsed() == null || isTaken(id) || credentials.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Account(name, id.parsed(), credentials.get()));
    }

    private boolean isTaken(Value<String> id) {
        String earlier = keyOfId.putIfAbsent(id.parsed(), id.setting().key());
        if (earlier != null) {
            problem(id.setting(), id, "is the same account as " + earlier + "; remove one of them");
        }
        return earlier != null;
    }

    private Optional<Credentials> credentials(
            Setting<Secret> tokenSetting,
            Setting<String> emailSetting,
            Setting<Secret> keySetting) {
        Value<Secret> token = values.value(tokenSetting);
        Value<String> email = values.value(emailSetting);
        Value<Secret> key = values.value(keySetting);
        if (token.parsed() != null) {
            return Optional.of(new Credentials.ApiToken(token.parsed()));
        }
        if (email.parsed() != null && key.parsed() != null) {
            return Optional.of(new Credentials.ApiKey(email.parsed(), key.parsed()));
        }
        if (!token.wrong() && !email.wrong() && !key.wrong()) {
            reportMissing(token, email, key);
        }
        return Optional.empty();
    }

    private void reportMissing(Value<Secret> token, Value<String> email, Value<Secret> key) {
        if (key.parsed() != null) {
            problem(email.setting(), email, "is not set, and the key beside it needs it");
        } else if (email.parsed() != null) {
            problem(key.setting(), key, "is not set, and the address beside it needs it");
        } else {
            String words = "is not set, and neither are .email and .api-key beside it; ";
            problem(token.setting(), token, words + "every account needs credentials of its own");
        }
    }

    private void problem(Setting<?> setting, Value<?> value, String words) {
        String fallback = setting.fallback();
        boolean name = value.source().isEmpty() && !fallback.isEmpty();
        String hint = name ? " (the environment variable " + fallback + " would do)" : "";
        problems.add(new Problem(setting.key(), value.source(), words + hint));
    }
}
