package qinqing.http;

import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.yaml.snakeyaml.Yaml;

/** The parameters of every operation as {@code openapi.yaml} has them, read beside the rest of the start. */
@Startup
@ApplicationScoped
class ParameterRules {
    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");
    private static final String BASE = "/api/v1";

    private final CompletableFuture<Map<String, List<ParameterRule>>> rules;

    ParameterRules() {
        rules = CompletableFuture.supplyAsync(ParameterRules::read, Infrastructure.getDefaultExecutor());
    }

    /** Whether {@link #of} answers at once. */
    CompletableFuture<Map<String, List<ParameterRule>>> ready() {
        return rules;
    }

    /**
     * The key of an operation among the rules.
     *
     * @param verb in any case
     * @param path with parameters in braces, whatever their names
     */
    static String key(String verb, String path) {
        return verb.toLowerCase(Locale.ROOT) + " " + path.replaceAll("\\{[^}]+}", "{}");
    }

    private static Map<String, List<ParameterRule>> read() {
        Map<String, Object> contract = new Yaml().load(text());
        var rules = new HashMap<String, List<ParameterRule>>();
        part(contract, "paths").forEach((path, item) -> {
            var full = path.toString().startsWith("/oauth2/") ? path.toString() : BASE + path;
            ((Map<?, ?>) item).forEach((verb, operation) -> {
                if (VERBS.contains(verb.toString())) {
                    var found = new ArrayList<ParameterRule>();
                    found.addAll(parameters(contract, (Map<?, ?>) item));
                    found.addAll(parameters(contract, (Map<?, ?>) operation));
                    rules.put(key(verb.toString(), full), inOrder(full, found));
                }
            });
        });
        return rules;
    }

    /** Those of the path first, in its order: that is how they are told apart when the code names them otherwise. */
    private static List<ParameterRule> inOrder(String path, List<ParameterRule> rules) {
        return rules.stream()
                .sorted(java.util.Comparator.comparingInt(rule ->
                        rule.place().equals("path") ? path.indexOf("{" + rule.name() + "}") : Integer.MAX_VALUE))
                .toList();
    }

    private static List<ParameterRule> parameters(Map<String, Object> contract, Map<?, ?> owner) {
        if (!(owner.get("parameters") instanceof List<?> listed)) {
            return List.of();
        }
        return listed.stream()
                .map(parameter -> resolved(contract, (Map<?, ?>) parameter))
                .map(parameter -> ParameterRule.of(
                        String.valueOf(parameter.get("name")),
                        String.valueOf(parameter.get("in")),
                        resolved(contract, part(parameter, "schema"))))
                .toList();
    }

    private static Map<?, ?> resolved(Map<String, Object> contract, Map<?, ?> node) {
        if (!(node.get("$ref") instanceof String reference)) {
            return node;
        }
        Map<?, ?> at = contract;
        for (var step : reference.substring("#/".length()).split("/")) {
            at = part(at, step);
        }
        return resolved(contract, at);
    }

    private static Map<?, ?> part(Map<?, ?> whole, String name) {
        return (Map<?, ?>) Objects.requireNonNull(whole.get(name), () -> "the contract has no " + name);
    }

    private static String text() {
        try (InputStream file = ParameterRules.class.getClassLoader().getResourceAsStream("META-INF/openapi.yaml")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
