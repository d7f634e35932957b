package qinqing.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/**
 * Holds the parameters of every request to the contract, in this one place. The framework would answer a malformed id, date or
 * word with 404 as if there were no such operation, and tell nobody which parameter it was.
 */
class ChecksParameters {
    private static final Pattern BRACES = Pattern.compile("\\{\\s*(\\w+)[^}]*}");

    /** @param name of a parameter of the path as the code has it, of others as the contract has it */
    private record Check(String name, ParameterRule rule) {}

    private final ParameterRules rules;
    private final Map<Method, List<Check>> checks = new ConcurrentHashMap<>();

    ChecksParameters(ParameterRules rules) {
        this.rules = rules;
    }

    /** After the token and the limits were looked at, before anything is looked up. */
    @ServerRequestFilter(priority = Priorities.ENTITY_CODER)
    public @Nullable Uni<Void> check(ContainerRequestContext request, @Nullable ResourceInfo resource) {
        if (resource == null || resource.getResourceMethod() == null) {
            return null;
        }
        var known = rules.ready();
        if (known.isDone()) {
            check(request, resource, known.join());
            return null;
        }
        return Uni.createFrom()
                .completionStage(known)
                .invoke(read -> check(request, resource, read))
                .replaceWithVoid();
    }

    private void check(
            ContainerRequestContext request, ResourceInfo resource, Map<String, List<ParameterRule>> contract) {
        var faults = checks
                .computeIfAbsent(
                        resource.getResourceMethod(), method -> checks(request.getMethod(), resource, contract))
                .stream()
                .flatMap(check -> values(request, check).flatMap(value -> check.rule().fault(value).stream()))
                .toList();
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST, new Text("请改正所列参数", "Please correct the listed parameters"), faults);
        }
    }

    private static Stream<String> values(ContainerRequestContext request, Check check) {
        var all =
                switch (check.rule().place()) {
                    case "path" -> request.getUriInfo().getPathParameters();
                    case "query" -> request.getUriInfo().getQueryParameters();
                    default -> request.getHeaders();
                };
        return all.getOrDefault(check.name(), List.of()).stream();
    }

    private static List<Check> checks(String verb, ResourceInfo resource, Map<String, List<ParameterRule>> contract) {
        var template = template(resource);
        var ruled = contract.getOrDefault(ParameterRules.key(verb.equals("HEAD") ? "GET" : verb, template), List.of());
        var names = BRACES.matcher(template);
        var checks = new ArrayList<Check>();
        for (var rule : ruled) {
            checks.add(new Check(rule.place().equals("path") && names.find() ? names.group(1) : rule.name(), rule));
        }
        return checks;
    }

    private static String template(ResourceInfo resource) {
        var whole = "/" + path(resource.getResourceClass().getAnnotation(Path.class)) + "/"
                + path(resource.getResourceMethod().getAnnotation(Path.class));
        return whole.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }

    private static String path(@Nullable Path annotation) {
        return annotation == null ? "" : annotation.value();
    }
}
