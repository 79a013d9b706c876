package io.reprieve.law;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Ids in JSON, in the many ways that APIs and scripts wrap a list. */
final class OddJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Random random;

    OddJson(Random random) {
        this.random = random;
    }

    String of(List<String> ids) {
        List<Map<String, Object>> objects = ids.stream().map(this::object).toList();
        return switch (random.nextInt(12)) {
            case 0 -> text(ids);
            case 1 -> text(Map.of("ids", ids));
            case 2 -> text(objects);
            case 3 -> text(Map.of("success", true, "result", objects));
            case 4 -> text(Map.of("value", ids, "Count", ids.size()));
            case 5 -> text(Map.of("data", objects));
            case 6 -> lines(objects);
            case 7 -> text(text(ids));
            case 8 -> text(Map.of("ids", String.join(", ", ids)));
            case 9 -> lines(List.of(Map.of("result", objects)));
            case 10 ->
                    "HTTP/2 200\nserver: x\n\n" + text(Map.of("success", true, "result", objects));
            default -> text(ids.stream().map(List::of).toList());
        };
    }

    private Map<String, Object> object(String id) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (random.nextBoolean()) {
            object.put("subject", "Invoice 17");
        }
        object.put("id", id);
        if (random.nextBoolean()) {
            object.put("is_quarantined", true);
        }
        return object;
    }

    private static String lines(List<? extends Object> values) {
        return values.stream().map(OddJson::text).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
