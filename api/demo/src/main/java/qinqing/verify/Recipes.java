package qinqing.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

/**
 * How each operation of the contract is called: what stands for its path parameters, and a body, made from its schema, that gets as
 * far as the question of rights. An operation whose parameters or ids have no place here is refused, so that nobody adds one without
 * saying how its rights are tried.
 */
final class Recipes {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** Which thing of the small county an id in a body means, and by which parameter that thing is known. */
    private static final Map<String, String> IDS = Map.ofEntries(
            Map.entry("unitId", "unitId"),
            Map.entry("approvingUnitId", "unitId"),
            Map.entry("officialId", "officialId"),
            Map.entry("programmeId", "programmeId"),
            Map.entry("batchId", "batchId"),
            Map.entry("beneficiaryId", "beneficiaryId"),
            Map.entry("verificationId", "verificationId"),
            Map.entry("declarationIds", "declarationId"),
            Map.entry("assignmentId", "assignmentId"));

    /** Optional fields that say whose the new thing is, or that a rule asks for before the rights are looked at. */
    private static final Map<String, Map<String, Object>> ALSO = Map.ofEntries(
            Map.entry("createSession", Map.of("password", "kein-passwort-0001")),
            Map.entry("createUnit", Map.of("parentId", "{unitId}", "kind", "GROUP", "name", "第四村民小组")),
            Map.entry("updateUnit", Map.of("parentId", "{unitId}", "kind", "GROUP")),
            Map.entry("createMatchingRun", Map.of("scope", "UNIT", "unitId", "{unitId}")),
            Map.entry(
                    "createAccount",
                    Map.of(
                            "phone",
                            "17788880001",
                            "assignments",
                            List.of(Map.of("role", "CLERK", "unitId", "{unitId}", "from", "2026-03-15")))),
            Map.entry("updateAccount", Map.of("assignments", List.of())),
            Map.entry("putHotlines", Map.of("items", List.of(Map.of("kind", "UNIT", "phone", "023-72221234")))),
            Map.entry("createSite", Map.of("name", "村务公开栏", "kind", "PHYSICAL", "place", "村委会外")),
            Map.entry("updateSite", Map.of("kind", "ONLINE", "url", "https://example.org/board")),
            Map.entry("putCountySettings", Map.of("items", List.of())),
            Map.entry("importCalendarYear", Map.of("year", 2026, "holidays", List.of(), "workingWeekends", List.of())),
            Map.entry("createOfficial", Map.of("idNumber", "500102198503150004")),
            Map.entry("createStatusChange", Map.of("kind", "RETIREMENT", "effectiveOn", "2026-03-15")),
            Map.entry(
                    "putMyDraft", Map.of("declarant", Map.of(), "relatives", List.of(), "interestMatters", List.of())),
            Map.entry(
                    "revealDeclarationValue", Map.of("subject", "DECLARANT", "field", "PHONE", "purpose", "{purpose}")),
            Map.entry("revealBeneficiaryValue", Map.of("field", "ID_NUMBER", "purpose", "{purpose}")),
            Map.entry("putBatchMapping", Map.of("headerRow", 0, "columns", List.of())),
            Map.entry("createBeneficiary", Map.of("externalReference", "R-1")),
            Map.entry(
                    "createMatchingQuery",
                    Map.of(
                            "programmeId",
                            "{programmeId}",
                            "persons",
                            List.of(Map.of("reference", "1", "name", "郑开来", "idNumber", "500102195607210004")))),
            Map.entry(
                    "createClearance",
                    Map.of("reference", "1", "subject", Map.of("batchId", "{batchId}", "rowNumber", 1))),
            Map.entry(
                    "createClearances",
                    Map.of(
                            "questions",
                            List.of(Map.of(
                                    "reference", "1", "subject", Map.of("batchId", "{batchId}", "rowNumber", 1))))),
            Map.entry(
                    "createEmergencyRelief",
                    Map.of("subject", Map.of("batchId", "{batchId}", "rowNumber", 1), "decidedOn", "2026-03-15")),
            Map.entry("screenObjection", Map.of("decision", "REJECT", "reasons", "未提供事实")),
            Map.entry("createObjection", Map.of("grounds", "所示面积与实际不符，请核实")),
            Map.entry("createRating", Map.of("score", 5, "deviceToken", "device-1")),
            Map.entry("createApiClient", Map.of("name", "另一系统", "scopes", List.of("clearances:read"))),
            Map.entry("updateApiClient", Map.of("name", "另一系统", "scopes", List.of("clearances:read"))),
            Map.entry("recordSiteHeartbeat", Map.of("noticeNumbers", List.of("{number}"))));

    /** Answers 404 to those who may ask as well: nothing of the kind is there, or the house has no such service. */
    static final Set<String> MAY_MISS = Set.of(
            "createFederatedSession",
            "getMyDraft",
            "deleteMyDraft",
            "deleteMyTotp",
            "confirmMyTotp",
            "getObjectionByTracking",
            "getIdentityProvider");

    /** Refuses each foreign thing of a list by itself: the answer is one of 200 with nothing done. */
    static final Set<String> REFUSES_ONE_BY_ONE = Set.of("endorseDeclarations", "enterDeclarations");

    /** Names the rule to those who may know the declarant: another one signs (A5). */
    static final Set<String> REFUSES_BY_RULE = Set.of("endorseDeclaration");

    /** Answers 401 for wrong credentials, which is not a matter of rights. */
    static final Set<String> ASKS_FOR_CREDENTIALS = Set.of(
            "createSession",
            "refreshSession",
            "createFederatedSession",
            "issueSystemToken",
            "confirmPasswordReset",
            "acceptInvitation",
            "changeMyPassword");

    /**
     * One operation.
     *
     * @param access role to relations
     * @param targets path parameters in order
     * @param body ready but for the ids in braces; null when it takes none
     * @param mediaType of the body
     * @param classes data classes of the fields of its answers
     */
    record Operation(
            String id,
            String method,
            String path,
            Map<String, Set<String>> access,
            List<String> targets,
            @Nullable ObjectNode body,
            @Nullable String mediaType,
            Set<String> classes) {

        boolean isPublic() {
            return access.containsKey("ANONYMOUS");
        }

        /** It concerns a thing of a unit that is named in the path or the body. */
        boolean hasTarget() {
            return targets.stream().anyMatch(name -> !name.equals("year") && !name.equals("number"))
                    || body != null && PARAMETER.matcher(body.toString()).find();
        }
    }

    private final ObjectMapper json = new ObjectMapper();
    private final JsonNode document;
    private final Set<String> known;

    /** @param known names of path parameters something stands for */
    Recipes(Path contract, Set<String> known) {
        this.known = known;
        try {
            document = json.valueToTree(new Yaml().<Object>load(Files.readString(contract)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException for an operation nobody said how to call; the message names it and what is missing */
    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (var path : document.required("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(operation(path.getKey(), method.getKey(), method.getValue()));
                }
            }
        }
        return operations;
    }

    private Operation operation(String path, String method, JsonNode spec) {
        var id = spec.required("operationId").asText();
        var access = new TreeMap<String, Set<String>>();
        for (var grant : spec.required("x-access")) {
            access.merge(
                    grant.required("role").asText(),
                    Set.of(grant.required("relation").asText()),
                    (one, other) -> {
                        var both = new java.util.TreeSet<>(one);
                        both.addAll(other);
                        return both;
                    });
        }
        if (access.isEmpty()) {
            throw new IllegalStateException(id + " says nobody may call it");
        }
        var targets =
                PARAMETER.matcher(path).results().map(found -> found.group(1)).toList();
        for (var target : targets) {
            if (!known.contains(target)) {
                throw new IllegalStateException(
                        id + ": no thing stands for the path parameter " + target + " (SmallCounty)");
            }
        }
        ObjectNode body = null;
        String mediaType = null;
        if (spec.has("requestBody")) {
            var content = resolve(spec.get("requestBody"))
                    .required("content")
                    .properties()
                    .iterator()
                    .next();
            mediaType = content.getKey();
            body = body(id, resolve(content.getValue().required("schema")));
        }
        return new Operation(id, method, path, access, targets, body, mediaType, classes(spec));
    }

    private ObjectNode body(String operation, JsonNode schema) {
        var body = JsonNodeFactory.instance.objectNode();
        for (var field : required(schema)) {
            body.set(field, value(operation, field, property(schema, field)));
        }
        ALSO.getOrDefault(operation, Map.of()).forEach((field, value) -> body.set(field, json.valueToTree(value)));
        PARAMETER
                .matcher(body.toString())
                .results()
                .map(found -> found.group(1))
                .filter(name -> !known.contains(name))
                .forEach(name -> {
                    throw new IllegalStateException(operation + ": no thing stands for " + name + " (SmallCounty)");
                });
        return body;
    }

    private Set<String> required(JsonNode schema) {
        var names = new java.util.LinkedHashSet<String>();
        schema.path("required").forEach(name -> names.add(name.asText()));
        for (var part : schema.path("allOf")) {
            names.addAll(required(resolve(part)));
        }
        return names;
    }

    private JsonNode property(JsonNode schema, String name) {
        var found = schema.path("properties").path(name);
        if (!found.isMissingNode()) {
            return resolve(found);
        }
        for (var part : schema.path("allOf")) {
            var inPart = property(resolve(part), name);
            if (!inPart.isMissingNode()) {
                return inPart;
            }
        }
        return found;
    }

    private JsonNode value(String operation, String field, JsonNode schema) {
        var nodes = JsonNodeFactory.instance;
        var type = schema.path("type").asText();
        var isId = schema.path("format").asText().equals("uuid")
                || type.equals("array")
                        && resolve(schema.path("items")).path("format").asText().equals("uuid");
        if (isId) {
            var thing = IDS.get(field);
            if (thing == null) {
                throw new IllegalStateException(operation + ": no thing stands for the id " + field + " (Recipes.IDS)");
            }
            var id = nodes.textNode("{" + thing + "}");
            return type.equals("array") ? nodes.arrayNode().add(id) : id;
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("examples").size() > 0) {
            return schema.get("examples").get(0);
        }
        if (schema.path("enum").size() > 0) {
            return schema.get("enum").get(0);
        }
        return switch (type) {
            case "integer", "number" -> nodes.numberNode(schema.path("minimum").asInt(1));
            case "boolean" -> nodes.booleanNode(false);
            case "array" -> {
                var array = nodes.arrayNode();
                if (schema.path("minItems").asInt() > 0) {
                    array.add(value(operation, field, resolve(schema.get("items"))));
                }
                yield array;
            }
            case "object" -> {
                var object = nodes.objectNode();
                for (var name : required(schema)) {
                    object.set(name, value(operation, name, property(schema, name)));
                }
                yield object;
            }
            default -> nodes.textNode(text(schema));
        };
    }

    private static String text(JsonNode schema) {
        return switch (schema.path("format").asText()) {
            case "date" -> "2026-03-15";
            case "date-time" -> "2026-03-15T09:30:00+08:00";
            case "uri" -> "https://example.org/";
            default -> "测".repeat(Math.max(2, schema.path("minLength").asInt(2)));
        };
    }

    private Set<String> classes(JsonNode spec) {
        var found = new java.util.TreeSet<String>();
        for (var response : spec.required("responses").properties()) {
            if (response.getKey().startsWith("2")) {
                for (var media : resolve(response.getValue()).path("content").properties()) {
                    classes(media.getValue().path("schema"), found, new java.util.HashSet<>());
                }
            }
        }
        return found;
    }

    /** Of a schema and all it is made of; what is only written does not come out. */
    private void classes(JsonNode node, Set<String> found, Set<String> seen) {
        if (node.has("$ref") && !seen.add(node.get("$ref").asText())) {
            return;
        }
        var schema = resolve(node);
        if (schema.path("writeOnly").asBoolean()) {
            return;
        }
        if (schema.has("x-data-class")) {
            found.add(schema.get("x-data-class").asText());
        }
        for (var parts : List.of("allOf", "oneOf", "anyOf")) {
            schema.path(parts).forEach(part -> classes(part, found, seen));
        }
        if (schema.has("items")) {
            classes(schema.get("items"), found, seen);
        }
        schema.path("properties").forEach(property -> classes(property, found, seen));
    }

    private JsonNode resolve(JsonNode node) {
        var found = node;
        while (found.has("$ref")) {
            found = document.at(found.get("$ref").asText().substring(1));
        }
        return found;
    }

    /** With these things in place of the names in braces; a name without a thing becomes an id nobody has. */
    static String fill(String text, Map<String, String> things) {
        return PARAMETER
                .matcher(text)
                .replaceAll(found ->
                        things.getOrDefault(found.group(1), UUID.randomUUID().toString()));
    }
}
