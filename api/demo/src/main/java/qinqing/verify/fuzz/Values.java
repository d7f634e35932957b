package qinqing.verify.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import qinqing.contract.Contract;

/** Makes values that a schema of the contract allows: real ids where it wants ids, right check digits where it wants those. */
final class Values {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_DIGITS = "10X98765432";
    private static final List<String> NAMES = List.of("周明远", "郑开来", "欧阳秋雨", "买买提·吐尔逊", "李四", "王小丫", "冉𬭎");
    private static final List<String> DIVISIONS = List.of("50", "500102", "500102107", "500102101202");
    private static final List<String> SENTENCES =
            List.of("情况属实，同意录入。", "经核对鉴定报告和公示记录，符合条件。", "A", "请核实。\n另附材料。", "x".repeat(199), "新妙镇 3 组");
    private static final List<String> MONEY = List.of("12000.00", "0", "0.01", "9999999999999.99", "350.5");
    private static final List<String> DAYS =
            List.of("2026-03-15", "2024-02-29", "2025-01-01", "2026-11-20", "1950-06-30", "2099-12-31");
    private static final int DEEPEST = 12;

    private final Contract contract;
    private final Knowledge knowledge;
    private final Random random;
    private final Set<String> secrets = new HashSet<>();

    Values(Contract contract, Knowledge knowledge, Random random) {
        this.contract = contract;
        this.knowledge = knowledge;
        this.random = random;
    }

    /** Personal values made so far. */
    Set<String> secrets() {
        return secrets;
    }

    /** A valid ID number of nobody. */
    static String idNumber(Random random) {
        var body = "500102"
                + LocalDate.of(1940, 1, 1)
                        .plusDays(random.nextInt(25_000))
                        .toString()
                        .replace("-", "") + "%03d".formatted(random.nextInt(1000));
        var sum = 0;
        for (var place = 0; place < body.length(); place++) {
            sum += (body.charAt(place) - '0') * WEIGHTS[place];
        }
        return body + CHECK_DIGITS.charAt(sum % 11);
    }

    JsonNode make(JsonNode schema, String name) {
        return make(schema, name, 0);
    }

    private JsonNode make(JsonNode asWritten, String name, int depth) {
        var kind = kind(asWritten);
        var schema = contract.resolved(asWritten);
        var special = special(kind, name);
        if (special != null) {
            return JSON.textNode(special);
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.has("enum")) {
            return one(schema.get("enum"));
        }
        for (var choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice)) {
                return make(one(schema.get(choice)), name, depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer" ->
                JSON.numberNode(between(
                        schema.path("minimum").asLong(0), schema.path("maximum").asLong(60)));
            case "number" -> JSON.numberNode(random.nextInt(100) / 4.0);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> JSON.textNode(text(schema));
        };
    }

    private static String kind(JsonNode asWritten) {
        var reference = asWritten.path("$ref").asText("");
        return reference.substring(reference.lastIndexOf('/') + 1);
    }

    private @org.jspecify.annotations.Nullable String special(String kind, String name) {
        return switch (kind) {
            case "Id" -> knowledge.id(name, random);
            case "IdNumber" -> secret(idNumber(random));
            case "Phone" -> secret("199" + "%08d".formatted(random.nextInt(100_000_000)));
            case "Address" ->
                secret("重庆市涪陵区新妙镇两桂村" + (1 + random.nextInt(9)) + "组" + (100 + random.nextInt(900)) + "号");
            case "Password" -> secret("Lang-genug-" + (1_000_000 + random.nextInt(9_000_000)));
            case "PersonName" -> one(NAMES);
            case "Money" -> one(MONEY);
            case "Date" -> one(DAYS);
            case "Instant" -> one(DAYS) + "T09:30:00+08:00";
            case "DivisionCode" -> one(DIVISIONS);
            case "NoticeNumber" -> "500102-2026-" + (1 + random.nextInt(12));
            case "Text", "ShortText", "Note" -> one(SENTENCES);
            default -> null;
        };
    }

    private String secret(String value) {
        secrets.add(value);
        return value;
    }

    private static String type(JsonNode schema) {
        var type = schema.path("type");
        var first = type.isArray() ? type.path(0).asText() : type.asText("");
        return !first.isEmpty() ? first : schema.has("properties") || schema.has("allOf") ? "object" : "string";
    }

    /** From the properties, or from one of the file's own examples with real ids put in. */
    private ObjectNode object(JsonNode schema, int depth) {
        var made = JSON.objectNode();
        schema.path("allOf").forEach(part -> {
            if (make(part, "", depth + 1) instanceof ObjectNode fields) {
                made.setAll(fields);
            }
        });
        var required = new HashSet<String>();
        schema.path("required").forEach(field -> required.add(field.asText()));
        var example = schema.has("examples") && random.nextBoolean() ? one(schema.get("examples")) : null;
        schema.path("properties").properties().forEach(property -> {
            var field = property.getKey();
            var inner = property.getValue();
            if (contract.resolved(inner).path("readOnly").asBoolean()) {
                return;
            }
            if (example != null && example.has(field) && isPlain(inner)) {
                made.set(field, example.get(field));
            } else if (required.contains(field)
                    || example != null && example.has(field)
                    || depth < DEEPEST && example == null && random.nextInt(5) < 2) {
                made.set(field, make(inner, field, depth + 1));
            }
        });
        return made;
    }

    /** Whether a value can be taken over from an example: an id could not, and personal values are made anew. */
    private boolean isPlain(JsonNode asWritten) {
        var kind = kind(asWritten);
        return special(kind, "") == null && !type(contract.resolved(asWritten)).matches("object|array");
    }

    private JsonNode array(JsonNode schema, String name, int depth) {
        var least = schema.path("minItems").asInt(0);
        var size = least + random.nextInt(3);
        var made = JSON.arrayNode();
        for (var n = 0; n < Math.min(size, schema.path("maxItems").asInt(size)); n++) {
            var item = make(schema.path("items"), name, depth + 1);
            if (!schema.path("uniqueItems").asBoolean() || !contains(made, item)) {
                made.add(item);
            }
        }
        return made;
    }

    private static boolean contains(JsonNode array, JsonNode item) {
        return array.valueStream().anyMatch(item::equals);
    }

    private String text(JsonNode schema) {
        var pattern = schema.path("pattern").asText("");
        if (!pattern.isEmpty() && !schema.has("examples")) {
            return "%06d".formatted(random.nextInt(1_000_000));
        }
        if (schema.has("examples") && random.nextInt(4) > 0) {
            return one(schema.get("examples")).asText();
        }
        var text =
                switch (schema.path("format").asText("")) {
                    case "uuid" -> knowledge.id("id", random);
                    case "date" -> one(DAYS);
                    case "date-time" -> one(DAYS) + "T09:30:00Z";
                    case "uri" -> "https://xin-miao.example/" + random.nextInt(100);
                    default -> one(SENTENCES) + random.nextInt(1000);
                };
        while (text.length() < schema.path("minLength").asInt(0)) {
            text += "长";
        }
        return text.substring(
                0, Math.min(text.length(), schema.path("maxLength").asInt(2000)));
    }

    private long between(long least, long most) {
        return least + Math.floorMod(random.nextLong(), Math.max(1, most - least + 1));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private JsonNode one(JsonNode of) {
        return of.get(random.nextInt(of.size()));
    }
}
