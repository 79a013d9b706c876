package io.reprieve.ledger;

import java.util.Arrays;

/**
 * Ascending numbers as text that a person can read: {@code 2-1001}, {@code 0-11,13}. Lists are
 * mostly runs of neighbours, so this is short.
 */
final class Ranges {
    private Ranges() {}

    static String write(long[] numbers) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < numbers.length) {
            int end = i;
            while (end + 1 < numbers.length && numbers[end + 1] == numbers[end] + 1) {
                end++;
            }
            text.append(text.isEmpty() ? "" : ",").append(numbers[i]);
            if (end > i) {
                text.append('-').append(numbers[end]);
            }
            i = end + 1;
        }
        return text.toString();
    }

    static String write(int[] numbers) {
        return write(Arrays.stream(numbers).asLongStream().toArray());
    }

    /** Reads as many numbers as there are. */
    static long[] read(String text) {
        long[] numbers = new long[16];
        int count = 0;
        if (!text.isEmpty()) {
            for (String range : text.split(",")) {
                int dash = range.indexOf('-');
                long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
                long last = dash < 0 ? first : Long.parseLong(range.substring(dash + 1));
                int more = Math.toIntExact(last - first + 1);
                if (count + more > numbers.length) {
                    numbers = Arrays.copyOf(numbers, Math.max(count + more, numbers.length * 2));
                }
                for (long number = first; number <= last; number++) {
                    numbers[count++] = number;
                }
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    static int[] readInts(String text) {
        return Arrays.stream(read(text)).mapToInt(Math::toIntExact).toArray();
    }
}
