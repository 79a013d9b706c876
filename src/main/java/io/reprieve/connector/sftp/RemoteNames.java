package io.reprieve.connector.sftp;

import io.reprieve.settings.BadValue;
import io.reprieve.settings.Setting;
import io.reprieve.settings.ValueType;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Names and places at another machine. They go into endpoint addresses, so they are plain. */
final class RemoteNames {

    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern FOLDER = Pattern.compile("/?[^/]+(/[^/]+)*/?|/");

    /** What an address, a placeholder or a name pattern of the client would read as its own. */
    private static final Pattern STRANGE = Pattern.compile("[?*&%#$+{}\\\\\\p{Cntrl}]");

    private static final Pattern ENDING = Pattern.compile("[A-Za-z0-9._-]{1,50}");
    private static final Pattern INCLUDE = Pattern.compile("[^/?&%#$+{}\\\\\\p{Cntrl}]{1,200}");

    private RemoteNames() {}

    static ValueType<String> host() {
        return plain(
                "the name or IPv4 address of a machine",
                text -> matching(HOST, text, "is not the name of a machine"));
    }

    static ValueType<String> folder() {
        return plain(
                "a folder, from the user's home on or from /, without .. and special characters",
                RemoteNames::folder);
    }

    static ValueType<String> include() {
        return plain(
                "names with * for any characters, separated by commas",
                text -> matching(INCLUDE, text, "has a character that is not allowed"));
    }

    static ValueType<String> serverName() {
        return plain(
                "the NAME of a server",
                text -> matching(Setting.NAME_FORM, text, "cannot be a NAME"));
    }

    static ValueType<AfterTaken> after() {
        return ValueType.shown(
                "move:FOLDER, rename:ENDING, delete", AfterTaken::parse, AfterTaken::toString);
    }

    static String folder(String text) {
        String folder = matching(FOLDER, text, "is not a folder");
        if (STRANGE.matcher(folder).find() || folder.contains("..")) {
            throw new BadValue("has .. or a special character in it");
        }
        return folder.length() > 1 && folder.endsWith("/")
                ? folder.substring(0, folder.length() - 1)
                : folder;
    }

    static String ending(String text) {
        return matching(ENDING, text, "has no ending of letters, digits, ., _ and -");
    }

    private static ValueType<String> plain(String allowed, Function<String, String> parser) {
        return ValueType.shown(allowed, parser, Function.identity());
    }

    private static String matching(Pattern form, String text, String otherwise) {
        if (!form.matcher(text).matches()) {
            throw new BadValue(otherwise);
        }
        return text;
    }
}
