package io.reprieve.importing;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names of files that are no lists and are nobody's mistake: they stay where they are. */
public final class IgnoredNames {
    /** What is still being written, and the markers that stand beside lists. */
    private static final Pattern ENDING =
            Pattern.compile("(?i).*\\.(part|tmp|filepart|crdownload|done)");

    /** What office programs, desktops and file servers put into folders. */
    private static final Set<String> BESIDE = Set.of("desktop.ini", "thumbs.db");

    private IgnoredNames() {}

    /** Whether a file of that name is passed over without a word. */
    public static boolean is(String name) {
        return name.startsWith(".")
                || name.startsWith("~$")
                || BESIDE.contains(name.toLowerCase(Locale.ROOT))
                || ENDING.matcher(name).matches();
    }
}
