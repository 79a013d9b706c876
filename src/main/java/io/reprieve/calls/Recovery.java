package io.reprieve.calls;

import io.reprieve.domain.Answer;
import io.reprieve.domain.Batch;
import io.reprieve.domain.Blame;
import io.reprieve.domain.Judgement;
import io.reprieve.domain.Part;
import io.reprieve.domain.ResponseInfo;
import io.reprieve.domain.Verdict;
import java.util.List;

/** What a restart makes of the calls that were under way when the last process ended. */
public final class Recovery {
    private static final ResponseInfo CRASH =
            new ResponseInfo(null, null, "Reprieve ended while the call was under way", null);

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
