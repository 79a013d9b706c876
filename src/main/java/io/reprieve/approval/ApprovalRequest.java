package io.reprieve.approval;

import io.reprieve.calls.CallGate;
import io.reprieve.domain.PlainText;
import io.reprieve.ledger.Job;

/** What a person has to know to let a held job go, or to end it. */
final class ApprovalRequest {
    private ApprovalRequest() {}

    static String of(Job job, CallGate gate) {
        String who = job.requestedBy() == null ? "" : ", requested by " + job.requestedBy();
        return """
        Job %1$s is held: nothing of it is sent until a person says so.

        Why:    %2$s
        List:   %3$s, door %4$s, received %5$s%6$s
        Rows:   %7$,d, up to %8$,d of them to release
        Calls:  about %9$,d%10$s%11$s

        To let it go:  rename this file to %1$s.approve.txt
                       or:  bin/reprieve approve %1$s
        To end it:     rename this file to %1$s.cancel.txt
                       or:  bin/reprieve cancel %1$s
        """
                .formatted(
                        job.id(),
                        line(job.heldBecause()),
                        line(job.source()),
                        line(job.door()),
                        job.receivedAt(),
                        line(who),
                        job.rows(),
                        job.rows() - job.settled(),
                        gate.calls(job),
                        gate.expectation(job),
                        job.checks()
                                ? "; one of them for each message, to ask for its verdict"
                                : "");
    }

    /** Words from outside, which must not look like lines of ours. */
    private static String line(String words) {
        return PlainText.line(words);
    }
}
