package io.reprieve.cli;

import java.time.Duration;
import java.util.List;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * The line that shows how a job gets on: numbers first, then as much of a bar, the time and the
 * job's name as the terminal has room for. Thread-safe.
 */
final class BarText implements ProgressBarRenderer {
    /** Fewest and most signs between the brackets. */
    private static final int SHORTEST_BAR = 8;

    private static final int LONGEST_BAR = 30;

    /** Of a shorter piece of a job's name nobody would know it. */
    private static final int SHORTEST_NAME = 8;

    @Override
    public String render(ProgressState state, int width) {
        String line =
                line(
                        state.getTaskName(),
                        state.getCurrent(),
                        state.getMax(),
                        state.getTotalElapsed(),
                        width);
        // Nothing of a longer line must be left behind a shorter one.
        return line + " ".repeat(Math.max(0, width - line.length()));
    }

    /**
     * The line.
     *
     * @param width columns that it may take; where not even the percentage fits, it is that
     */
    static String line(String name, long done, long rows, Duration time, int width) {
        String percent = (rows == 0 ? 100 : done * 100 / rows) + "%";
        List<String> numbers =
                List.of(
                        String.format("%s %,d/%,d ids", percent, done, rows),
                        String.format("%s %d/%d", percent, done, rows),
                        String.format("%s %d", percent, done));
        String line = numbers.stream().filter(n -> n.length() <= width).findFirst().orElse(percent);
        String spent =
                String.format(
                        " %d:%02d:%02d",
                        time.toHours(), time.toMinutesPart(), time.toSecondsPart());
        if (line.length() + spent.length() <= width) {
            line += spent;
        }
        int room = width - line.length();
        int forBar = Math.min(LONGEST_BAR, room - 3 - Math.min(name.length() + 1, room / 2));
        if (forBar >= SHORTEST_BAR) {
            line += bar(done, rows, forBar);
        }
        room = width - line.length() - 1;
        if (room >= Math.min(SHORTEST_NAME, name.length())) {
            line += " " + (name.length() <= room ? name : name.substring(0, room - 1) + "…");
        }
        return line;
    }

    private static String bar(long done, long rows, int length) {
        int full = (int) (rows == 0 ? length : length * done / rows);
        return " [" + "=".repeat(full) + " ".repeat(length - full) + "]";
    }
}
