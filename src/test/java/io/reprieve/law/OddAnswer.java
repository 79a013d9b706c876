package io.reprieve.law;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What may come of a release call: what is really done, and what is said of it. Nothing is done
 * later than {@link #LATEST} milliseconds after the call's end.
 */
enum OddAnswer {
    TAKEN {
        @Override
        void give(Call call) throws IOException {
            Call.pause(call.random().nextInt(60));
            call.releaseAll();
            call.wire().json(200, call.told(call.ids()));
        }
    },
    SLOWLY {
        @Override
        void give(Call call) throws IOException {
            Call.pause(call.between(500, 1_500));
            call.releaseAll();
            call.wire().json(200, call.told(call.ids()));
        }
    },
    /** Some are left out, released or not. */
    LEFT_OUT {
        @Override
        void give(Call call) throws IOException {
            List<String> named = call.some(0.7);
            Set<String> silent = new HashSet<>(call.ids());
            named.forEach(silent::remove);
            named.forEach(call.quarantine()::release);
            silent.stream()
                    .filter(id -> call.random().nextBoolean())
                    .forEach(call.quarantine()::release);
            call.wire().json(200, call.told(named));
        }
    },
    /** Named, with nobody who got it. */
    NO_RECIPIENTS {
        @Override
        void give(Call call) throws IOException {
            List<String> forms =
                    List.of(
                            "\"delivered\":[],\"failed\":null",
                            "\"delivered\":[\"\"]",
                            "\"delivered\":null,\"undelivered\":null,\"failed\":null");
            String form = forms.get(call.random().nextInt(forms.size()));
            if (call.random().nextBoolean()) {
                call.releaseAll();
            }
            String results =
                    String.join(",", call.ids().stream().map(id -> call.result(id, form)).toList());
            call.wire().json(200, "{\"success\":true,\"errors\":[],\"result\":[" + results + "]}");
        }
    },
    /** Named as failed, and not released. */
    FAILED {
        @Override
        void give(Call call) throws IOException {
            String failed = "\"failed\":[\"anna@example.com\"]";
            String results =
                    String.join(
                            ",", call.ids().stream().map(id -> call.result(id, failed)).toList());
            call.wire().json(200, "{\"success\":true,\"errors\":[],\"result\":[" + results + "]}");
        }
    },
    /** Results of messages that nobody named, and of some twice. */
    FOREIGN_RESULTS {
        @Override
        void give(Call call) throws IOException {
            call.releaseAll();
            List<String> named = new ArrayList<>(call.ids());
            named.add("4ZforeignF0reign0-2026-01-01T00:00:00-00000001");
            named.add(call.ids().get(0));
            call.wire().json(200, call.told(named));
        }
    },
    /** Not begun, and said so. */
    NOT_BEGUN {
        @Override
        void give(Call call) throws IOException {
            int status = List.of(408, 425, 429, 503).get(call.random().nextInt(4));
            call.wire().json(status, Call.error(971, "slow down"), "Retry-After: 1");
        }
    },
    /** A server's or a gateway's error: all of it done, nothing, or all of it a little later. */
    ERROR {
        @Override
        void give(Call call) throws IOException {
            doneNowLaterOrNever(call);
            int status = List.of(500, 502, 504, 520, 524).get(call.random().nextInt(5));
            if (call.random().nextBoolean()) {
                call.wire().page(status);
            } else {
                call.wire().json(status, Call.error(1000, "internal error"));
            }
        }
    },
    /** Accepted, to be done some time. */
    ACCEPTED {
        @Override
        void give(Call call) throws IOException {
            doneNowLaterOrNever(call);
            call.wire().json(202, "{\"success\":true,\"errors\":[],\"result\":[]}");
        }
    },
    /** Good status, no answer. */
    NO_ANSWER {
        @Override
        void give(Call call) throws IOException {
            doneNowLaterOrNever(call);
            switch (call.random().nextInt(4)) {
                case 0 -> call.wire().json(200, "");
                case 1 -> call.wire().page(200);
                case 2 -> call.wire().json(200, "{\"success\":true,\"errors\":[],\"result\":null}");
                default -> call.wire().json(200, "null");
            }
        }
    },
    /** The answer ends before its end. */
    CUT {
        @Override
        void give(Call call) throws IOException {
            doneNowLaterOrNever(call);
            call.wire().cut(200, call.told(call.ids()), call.random().nextDouble() * 0.95);
        }
    },
    RESET {
        @Override
        void give(Call call) throws IOException {
            doneNowLaterOrNever(call);
            call.wire().reset();
        }
    },
    CLOSED {
        @Override
        void give(Call call) throws IOException {
            doneNowLaterOrNever(call);
            call.wire().close();
        }
    },
    /** No answer while the caller waits. */
    SILENT {
        @Override
        void give(Call call) throws IOException {
            doneNowLaterOrNever(call);
            Call.pause(4_000);
            call.wire().close();
        }
    },
    /** A byte now and then, without an end. */
    DRIPPING {
        @Override
        void give(Call call) throws IOException {
            doneNowLaterOrNever(call);
            call.wire().write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n");
            call.wire().write("Content-Length: 100000\r\n\r\n{\"success\":true,");
            for (int i = 0; i < 40; i++) {
                Call.pause(100);
                call.wire().write(" ");
            }
            call.wire().close();
        }
    },
    /** More header lines than anybody needs. */
    MANY_HEADERS {
        @Override
        void give(Call call) throws IOException {
            doneNowLaterOrNever(call);
            call.wire().write("HTTP/1.1 200 OK\r\n");
            String lines = ("X-Filler: " + "f".repeat(200) + "\r\n").repeat(50);
            for (int i = 0; i < 100; i++) {
                call.wire().write(lines);
            }
            call.wire().close();
        }
    },
    /** One refusal that means nothing. */
    STRAY_REFUSAL {
        @Override
        void give(Call call) throws IOException {
            call.wire().json(403, Call.error(10000, "Authentication error"));
        }
    };

    /** Milliseconds by which a release may come after the answer. */
    static final int LATEST = 1_000;

    abstract void give(Call call) throws IOException;

    private static void doneNowLaterOrNever(Call call) {
        switch (call.random().nextInt(3)) {
            case 0 -> call.releaseAll();
            case 1 -> call.releaseLater(call.between(1, LATEST));
            default -> Call.pause(1);
        }
    }
}
