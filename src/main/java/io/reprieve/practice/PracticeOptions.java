package io.reprieve.practice;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a practice server is like. Immutable; made by {@link #builder()}, in which everything has a
 * default that suits a test: loopback only, a free port, one account, Cloudflare's rate limit.
 */
public final class PracticeOptions {

    /** The account that exists unless others are named. */
    public static final String DEFAULT_ACCOUNT_ID = "0123456789abcdef0123456789abcdef";

    /** The token that opens it. */
    public static final String DEFAULT_TOKEN = "practice-token";

    private final Builder from;

    private PracticeOptions(Builder from) {
        this.from = from;
    }

    /** Every default. */
    public static PracticeOptions defaults() {
        return builder().build();
    }

    /** Starts from every default. */
    public static Builder builder() {
        return new Builder();
    }

    InetAddress bind() {
        return from.bind;
    }

    int port() {
        return from.port;
    }

    Map<String, String> accounts() {
        return from.accounts.isEmpty()
                ? Map.of(DEFAULT_ACCOUNT_ID, DEFAULT_TOKEN)
                : new LinkedHashMap<>(from.accounts);
    }

    String email() {
        return from.email;
    }

    String apiKey() {
        return from.apiKey;
    }

    RateLimit rateLimit() {
        return from.rateLimit;
    }

    PracticeBodyForm body() {
        return from.body;
    }

    int maxIds() {
        return from.maxIds;
    }

    int tooManyStatus() {
        return from.tooManyStatus;
    }

    int messages() {
        return from.messages;
    }

    int searchWaits() {
        return from.searchWaits;
    }

    int gatewayIds() {
        return from.gatewayIds;
    }

    Duration lag() {
        return from.lag;
    }

    Duration delay() {
        return from.delay;
    }

    List<Fault> faults() {
        return from.faults;
    }

    FaultMixture mixture() {
        return from.mixture;
    }

    int recordedIds() {
        return from.recordedIds;
    }

    Clock clock() {
        return from.clock;
    }

    Consumer<RecordedCall> callListener() {
        return from.callListener;
    }

    /** Collects options. For one thread; a builder makes one set of options. */
    public static final class Builder {

        private InetAddress bind = InetAddress.getLoopbackAddress();
        private int port;
        private final Map<String, String> accounts = new LinkedHashMap<>();
        private String email;
        private String apiKey;
        private RateLimit rateLimit = RateLimit.CLOUDFLARE;
        private PracticeBodyForm body = PracticeBodyForm.BOTH;
        private int maxIds = 1000;
        private int tooManyStatus = 400;
        private int messages = 1000;
        private int searchWaits;
        private Duration delay = Duration.ZERO;
        private int gatewayIds = Integer.MAX_VALUE;
        private Duration lag = Duration.ZERO;
        private List<Fault> faults = List.of();
        private FaultMixture mixture = FaultMixture.NONE;
        private int recordedIds = 100_000;
        private Clock clock = Clock.systemUTC();
        private Consumer<RecordedCall> callListener = call -> {};

        private Builder() {}

        /** Address to listen on. Default: loopback only. */
        public Builder bind(InetAddress address) {
            this.bind = address;
            return this;
        }

        /** Port to listen on, 0 to 65535. Default 0: a free one. */
        public Builder port(int number) {
            require(number >= 0 && number <= 65_535, "a port is 0 to 65535, not " + number);
            this.port = number;
            return this;
        }

        /**
         * One account, 32 hexadecimal digits, and its token. The first replaces the default one.
         */
        public Builder account(String accountId, String token) {
            require(
                    accountId.matches("[0-9a-fA-F]{32}"),
                    "an account id has 32 hexadecimal digits, not '" + accountId + "'");
            require(!token.isBlank(), "the token of account " + accountId + " is empty");
            accounts.put(accountId, token);
            return this;
        }

        /** The older pair of credentials; it opens every account. Default: none is taken. */
        public Builder emailAndKey(String address, String key) {
            this.email = address;
            this.apiKey = key;
            return this;
        }

        /** Default {@link RateLimit#CLOUDFLARE}. */
        public Builder rateLimit(RateLimit limit) {
            this.rateLimit = limit;
            return this;
        }

        /** Forms of body that are taken. Default both. */
        public Builder body(PracticeBodyForm form) {
            this.body = form;
            return this;
        }

        /** Most ids in one release call, 1 or more. Default 1000. */
        public Builder maxIds(int number) {
            require(number >= 1, "at least 1 id must be allowed in a call, not " + number);
            this.maxIds = number;
            return this;
        }

        /** Status for a release call with too many ids, 400 or 413. Default 400. */
        public Builder tooManyStatus(int status) {
            require(
                    status == 400 || status == 413,
                    "too many ids are answered 400 or 413, not " + status);
            this.tooManyStatus = status;
            return this;
        }

        /** Messages that a search finds, 0 to 1,000,000. Default 1000. */
        public Builder messages(int number) {
            require(
                    number >= 0 && number <= 1_000_000,
                    "a search can have 0 to 1,000,000 messages, not " + number);
            this.messages = number;
            return this;
        }

        /**
         * How often a search is answered 202 with {@code Location} before its first page, 0 to 100.
         * Default 0.
         */
        public Builder searchWaits(int number) {
            require(number >= 0 && number <= 100, "a search waits 0 to 100 times, not " + number);
            this.searchWaits = number;
            return this;
        }

        /**
         * Most ids in a release call that a gateway before the server has time for, 1 or more; it
         * answers more with 504, and nothing of the call is done. Default: any number.
         */
        public Builder gatewayIds(int number) {
            require(number >= 1, "a gateway has time for at least 1 id, not " + number);
            this.gatewayIds = number;
            return this;
        }

        /**
         * How long after a release a look at the message, or a search, knows of it. Default none.
         */
        public Builder lag(Duration time) {
            require(!time.isNegative(), "a lag is not negative");
            this.lag = time;
            return this;
        }

        /** Time that each call takes before it is worked on. Default none. */
        public Builder delay(Duration time) {
            require(!time.isNegative(), "a delay is not negative");
            this.delay = time;
            return this;
        }

        /** Faults to start with, in their order. Default none. */
        public Builder faults(List<Fault> first) {
            this.faults = List.copyOf(first);
            return this;
        }

        /** Faults at random. Default none. */
        public Builder mixture(FaultMixture random) {
            this.mixture = random;
            return this;
        }

        /** Most ids kept in recorded calls, some 100 bytes each; 0 keeps none. Default 100,000. */
        public Builder recordedIds(int number) {
            require(number >= 0, "recorded ids are 0 or more, not " + number);
            this.recordedIds = number;
            return this;
        }

        /** Time for the rate limit and for what is recorded. Delays are always real time. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** Told of each call before it is answered, by many threads. Default: nobody. */
        public Builder callListener(Consumer<RecordedCall> listener) {
            this.callListener = listener;
            return this;
        }

        /** The options as they are now. The builder is not to be used afterwards. */
        public PracticeOptions build() {
            return new PracticeOptions(this);
        }

        private static void require(boolean good, String complaint) {
            if (!good) {
                throw new IllegalArgumentException(complaint);
            }
        }
    }
}
