package io.reprieve.settings;

import java.util.List;

/** The bounds that settings set each other. */
final class CrossChecks {

    private final Values values;
    private final List<Problem> problems;

    private CrossChecks(Values values, List<Problem> problems) {
        this.values = values;
        this.problems = problems;
    }

    static void run(Values values, List<Problem> problems) {
        var checks = new CrossChecks(values, problems);
        checks.notAbove(Declared.START_SIZE, Declared.MAX_SIZE);
        checks.notAbove(Declared.MAX_DELAY, Declared.GIVE_UP_AFTER);
        checks.notAbove(Declared.FIRST_DELAY, Declared.MAX_DELAY);
        ProxySettings.check(values, problems);
        PollSettings.check(
                values,
                Declared.FILES_DELAY,
                DeclaredSchedules.FILES_CRON,
                DeclaredSchedules.FILES_ZONE,
                problems);
    }

    /**
     * A default gives way: whoever lowers the upper bound has not said anything about the lower
     * value, even where the manual has it written out. A choice of somebody's own is a problem.
     */
    private <T extends Comparable<T>> void notAbove(Setting<T> lower, Setting<T> upper) {
        Value<T> low = values.value(lower);
        Value<T> high = values.value(upper);
        if (low.wrong() || high.wrong() || low.parsed().compareTo(high.parsed()) <= 0) {
            return;
        }
        if (low.byDefault()) {
            String source = "default, held down by " + upper.key();
            values.put(new Value<>(lower, high.parsed(), source, true, false));
            return;
        }
        String words = "is more than %s, which is %s (%s); lower the one or raise the other";
        problems.add(
                new Problem(
                        lower.key(),
                        low.source(),
                        words.formatted(upper.key(), high.shown(), high.source())));
    }
}
