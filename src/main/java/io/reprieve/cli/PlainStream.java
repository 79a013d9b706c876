package io.reprieve.cli;

import io.reprieve.domain.PlainText;
import io.reprieve.domain.Secrets;
import java.io.PrintStream;

/**
 * A standard stream on which words of outsiders (names of files, answers) are shown and do nothing:
 * no escape sequence among them, and no secret of ours.
 */
final class PlainStream extends PrintStream {
    private final PrintStream to;

    private PlainStream(PrintStream to) {
        super(to, true);
        this.to = to;
    }

    /** From now on both standard streams of this process are such. */
    static void install() {
        System.setOut(new PlainStream(System.out));
        System.setErr(new PlainStream(System.err));
    }

    /** Words of lines as they may be shown. */
    static String fit(String words) {
        return PlainText.lines(Secrets.mask(String.valueOf(words)));
    }

    @Override
    public void print(String words) {
        to.print(fit(words));
    }
}
