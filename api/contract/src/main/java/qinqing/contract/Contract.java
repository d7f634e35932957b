package qinqing.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.JacksonException;

/** {@code openapi.yaml}, read once: its operations, and whether a body is what it says. */
public final class Contract {
    /** The file as it lies at the root of the project, from where a module's tests or the launcher run. */
    public static final Path FILE = Stream.of("openapi.yaml", "../../openapi.yaml")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("openapi.yaml is not here"));

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String BASE = "/api/v1";
    private static final String ADDRESS = "https://contract.qinqing.example/openapi";

    private static final Contract INSTANCE = new Contract();

    private final JsonNode document;
    private final SchemaRegistry schemas;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    /**
     * @param method lower case
     * @param path with the base path and parameters in braces
     * @param roles who may call it
     */
    public record Operation(String id, String method, String path, Set<String> roles, String pointer) {
        boolean fits(String method, String actual) {
            var pattern = Pattern.quote(path).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
            return this.method.equals(method) && Pattern.matches(pattern, actual);
        }
    }

    private Contract() {
        var json = new ObjectMapper();
        try {
            Object parsed = new Yaml().load(Files.readString(FILE));
            document = json.valueToTree(parsed);
            var strict = document.deepCopy();
            refuseUnknownFields(strict);
            schemas = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemas(Map.of(ADDRESS, write(json, strict))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        readOperations();
    }

    /** The contract of this checkout. */
    public static Contract get() {
        return INSTANCE;
    }

    /** All operations of the file. */
    public List<Operation> operations() {
        return operations;
    }

    /** What stands at a JSON pointer, behind any {@code $ref} there; missing when nothing does. */
    public JsonNode at(String pointer) {
        return resolved(document.at(pointer));
    }

    /** A part of the file, or what its {@code $ref} leads to. */
    public JsonNode resolved(JsonNode part) {
        return part.has("$ref") ? at(part.get("$ref").asText().substring(1)) : part;
    }

    /** The operation behind a request; fixed paths win over those with parameters. */
    public Optional<Operation> find(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.fits(method.toLowerCase(java.util.Locale.ROOT), path))
                .min(java.util.Comparator.comparingLong(operation ->
                        operation.path().chars().filter(c -> c == '{').count()));
    }

    /** Whether a path belongs to the contract at all. */
    public static boolean governs(String path) {
        return path.startsWith(BASE + "/") || path.startsWith("/oauth2/");
    }

    /**
     * A parameter of an operation.
     *
     * @param place {@code path}, {@code query} or {@code header}
     * @param schema without references
     */
    record Parameter(String name, String place, JsonNode schema) {}

    /** The parameters of an operation, those of its path included. */
    List<Parameter> parameters(Operation operation) {
        var path = operation.pointer().substring(0, operation.pointer().lastIndexOf('/'));
        var found = new ArrayList<Parameter>();
        for (var owner : List.of(path, operation.pointer())) {
            document.at(owner + "/parameters").forEach(listed -> {
                var parameter = behind(listed);
                found.add(new Parameter(
                        parameter.path("name").asText(),
                        parameter.path("in").asText(),
                        behind(parameter.path("schema"))));
            });
        }
        return found;
    }

    /** The media type of the body an operation takes; empty when it takes none. */
    String bodyType(Operation operation) {
        var types = behind(document.at(operation.pointer() + "/requestBody"))
                .path("content")
                .fieldNames();
        return types.hasNext() ? types.next() : "";
    }

    private JsonNode behind(JsonNode node) {
        return node.has("$ref") ? behind(document.at(node.get("$ref").asText().substring(1))) : node;
    }

    /** What is wrong with an answer; empty when it is as the file says. */
    public List<String> faultsOfAnswer(Operation operation, int status, String mediaType, String body) {
        var declared = resolve(operation.pointer() + "/responses/" + status);
        if (declared.isEmpty()) {
            return List.of("status " + status + " is not documented");
        }
        var content = declared.get() + "/content";
        if (document.at(content).isMissingNode()) {
            return body.isEmpty() ? List.of() : List.of("status " + status + " is documented without a body");
        }
        if (document.at(content + "/" + escape(mediaType)).isMissingNode()) {
            return List.of("status " + status + " is not documented with " + mediaType);
        }
        return faults(content + "/" + escape(mediaType) + "/schema", mediaType, body);
    }

    /** What is wrong with a request that was accepted. */
    public List<String> faultsOfRequest(Operation operation, String mediaType, String body) {
        var declared = resolve(operation.pointer() + "/requestBody");
        var schema = declared.map(body0 -> body0 + "/content/" + escape(mediaType) + "/schema");
        return schema.isEmpty() || document.at(schema.get()).isMissingNode()
                ? List.of("a body of " + mediaType + " is not documented")
                : faults(schema.get(), mediaType, body);
    }

    private List<String> faults(String pointer, String mediaType, String body) {
        if (!mediaType.endsWith("json") || document.at(pointer).isMissingNode()) {
            return List.of();
        }
        var schema =
                compiled.computeIfAbsent(pointer, place -> schemas.getSchema(SchemaLocation.of(ADDRESS + "#" + place)));
        try {
            return schema
                    .validate(
                            body,
                            InputFormat.JSON,
                            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                    .stream()
                    .map(Error::toString)
                    .toList();
        } catch (JacksonException notJson) {
            return List.of("is no JSON");
        }
    }

    private void readOperations() {
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (METHODS.contains(entry.getKey())) {
                        var operation = entry.getValue();
                        var roles = new TreeSet<String>();
                        operation
                                .path("x-access")
                                .forEach(access -> roles.add(access.get("role").asText()));
                        var full = path.getKey().startsWith("/oauth2/") ? path.getKey() : BASE + path.getKey();
                        operations.add(new Operation(
                                operation.path("operationId").asText(),
                                entry.getKey(),
                                full,
                                roles,
                                "/paths/" + escape(path.getKey()) + "/" + entry.getKey()));
                    }
                }));
    }

    /** The pointer itself, or the one that its {@code $ref} leads to. */
    private Optional<String> resolve(String pointer) {
        var node = document.at(pointer);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        return node.has("$ref") ? resolve(node.get("$ref").asText().substring(1)) : Optional.of(pointer);
    }

    private static String escape(String step) {
        return step.replace("~", "~0").replace("/", "~1");
    }

    /** A field that the file doesn't name fails the test that met it; parts of an {@code allOf} can't say so themselves. */
    private static void refuseUnknownFields(JsonNode document) {
        var parts = new HashSet<String>();
        document.findValues("allOf")
                .forEach(all -> all.forEach(part -> parts.add(part.path("$ref").asText())));
        document.at("/components/schemas").properties().forEach(schema -> {
            if (!parts.contains("#/components/schemas/" + schema.getKey())) {
                seal(schema.getValue());
            }
        });
        document.path("paths").findValues("schema").forEach(Contract::seal);
    }

    private static void seal(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            boolean describesObject = object.has("properties") || object.has("allOf");
            if (describesObject && !object.has("additionalProperties")) {
                object.put("unevaluatedProperties", false);
            }
            object.path("properties").forEach(Contract::seal);
            if (object.has("items")) {
                seal(object.get("items"));
            }
        }
    }

    private static String write(ObjectMapper json, JsonNode node) {
        try {
            return json.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
