package io.reprieve.station;

import io.reprieve.release.Answer;
import io.reprieve.release.Batch;
import io.reprieve.release.Blame;
import io.reprieve.release.Facts;
import io.reprieve.release.Judgement;
import io.reprieve.release.Part;
import io.reprieve.release.Verdict;
import java.util.List;

/** What a restart makes of the calls that were under way when the last process ended. */
public final class Recovery {
    private static final Facts CRASH =
            new Facts(null, null, "Reprieve ended while the call was under way", null);

    private Recovery() {}

    /**
     * Verdicts on what was left: in doubt, and perhaps still at work at the other side. Nobody
     * knows when the process ended, so their time counts from now.
     *
     * @param left parts that were in a call
     */
    public static List<Verdict> afterCrash(Judgement judgement, List<Part> left) {
        Answer lost = new Answer.Unknown(false, false, CRASH);
        return left.stream()
                .flatMap(
                        part -> judgement.judge(Batch.of(part), lost, false, Blame.NOBODY).stream())
                .toList();
    }
}
