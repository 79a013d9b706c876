package io.reprieve.station;

import io.reprieve.release.Answer;
import io.reprieve.release.Batch;
import io.reprieve.release.Facts;
import io.reprieve.release.Judgement;
import io.reprieve.release.Part;
import io.reprieve.release.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a restart makes of the calls that were under way when the last process ended. */
public final class Recovery {
    /**
     * How long such a call is given to come to its end at the other side, before anybody asks what
     * came of it; less where an answer is never awaited for so long.
     */
    public static final Duration SETTLE = Duration.ofSeconds(15);

    private static final Facts CRASH =
            new Facts(null, null, "Reprieve ended while the call was under way", null);

    private Recovery() {}

    /**
     * Verdicts on what was left: in doubt, and perhaps still at work at the other side.
     *
     * @param judgement a judge whose settle time is {@link #SETTLE} or less
     * @param left parts that were in a call
     */
    public static List<Verdict> afterCrash(Judgement judgement, List<Part> left) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Part part : left) {
            Answer lost = new Answer.Unknown(true, false, CRASH);
            verdicts.addAll(judgement.judge(Batch.of(part), lost, false));
        }
        return verdicts;
    }
}
