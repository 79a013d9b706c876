package io.reprieve.law;

import java.io.IOException;
import java.util.List;

/** How the other side is disposed for a while. */
enum Weather {
    /** Everything works. */
    FAIR {
        @Override
        void give(Call call) throws IOException {
            OddAnswer.TAKEN.give(call);
        }
    },
    /** One call in four meets something. */
    MIXED {
        @Override
        void give(Call call) throws IOException {
            OddAnswer[] all = OddAnswer.values();
            int one = call.random().nextInt(4 * all.length);
            all[one < all.length ? one : 0].give(call);
        }
    },
    /** Whatever is asked for is refused, as if the messages were at fault. */
    REFUSING {
        @Override
        void give(Call call) throws IOException {
            int status = List.of(400, 404, 409, 422).get(call.random().nextInt(4));
            if (call.random().nextInt(3) == 0) {
                call.wire().page(400);
            } else {
                call.wire().json(status, Call.error(2001, "Bad Request"));
            }
        }
    },
    /** A gateway that gives up on calls of more than a few ids. */
    SMALL_CALLS {
        @Override
        void give(Call call) throws IOException {
            if (call.ids().size() > 20) {
                call.wire().page(call.random().nextBoolean() ? 504 : 524);
            } else {
                OddAnswer.TAKEN.give(call);
            }
        }
    },
    /** Nothing works. */
    DOWN {
        @Override
        void give(Call call) throws IOException {
            if (call.random().nextBoolean()) {
                call.wire().page(502);
            } else {
                call.wire().reset();
            }
        }
    },
    /** The budget is spent by others. */
    BUSY {
        @Override
        void give(Call call) throws IOException {
            call.wire().json(429, Call.error(971, "slow down"), "Retry-After: 1");
        }
    };

    abstract void give(Call call) throws IOException;
}
