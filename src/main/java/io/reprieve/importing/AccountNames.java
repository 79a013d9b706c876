package io.reprieve.importing;

import io.reprieve.settings.Account;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The accounts that are set, by what lists call them: the name, in any capitals, or the account's
 * own 32 hexadecimal digits. Immutable.
 */
final class AccountNames {
    private final Map<String, String> names = new HashMap<>();

    AccountNames(List<Account> accounts) {
        // A name counts more than another's digits.
        accounts.forEach(one -> names.put(key(one.accountId()), one.name()));
        accounts.forEach(one -> names.put(key(one.name()), one.name()));
        accounts.forEach(one -> names.put(one.name(), one.name()));
    }

    /** The account's name, or null where none is set that is called so. */
    String find(String called) {
        String exact = names.get(called);
        return exact != null ? exact : names.get(key(called));
    }

    private static String key(String called) {
        return called.toLowerCase(Locale.ROOT);
    }
}
