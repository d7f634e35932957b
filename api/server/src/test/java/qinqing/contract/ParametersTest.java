package qinqing.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.contract.Contract.Operation;
import qinqing.contract.Contract.Parameter;
import qinqing.identity.Actors;

/** Every parameter of every operation in the contract, with values it can't have. */
@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class ParametersTest {
    @Inject
    Actors actors;

    @Test
    void a_malformed_parameter_is_named_in_a_problem_in_both_languages() {
        var wrong = new ArrayList<String>();
        int asked = 0;
        for (var operation : Contract.get().operations()) {
            for (var parameter : Contract.get().parameters(operation)) {
                for (var value : unfit(parameter)) {
                    // each kind of value in both languages, though not every value of every operation
                    judge(operation, parameter, value, asked++ % 2 == 0 ? "zh" : "en", wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).as("values tried").isGreaterThan(500);
    }

    private void judge(Operation operation, Parameter parameter, String value, String language, List<String> wrong) {
        var answer = call(caller(operation).header("Accept-Language", language), operation, parameter, value);
        var what = "%s %s=%s: ".formatted(operation.id(), parameter.name(), value);
        if (answer.statusCode() != 400) {
            wrong.add(what + answer.statusCode());
            return;
        }
        if (!answer.<List<String>>path("errors.pointer").equals(List.of(parameter.name()))) {
            wrong.add(what + answer.path("errors.pointer"));
        }
        boolean chinese = answer.<String>path("errors[0].detail").codePoints().anyMatch(c -> c >= 0x4e00);
        if (chinese == language.equals("en")) {
            wrong.add(what + answer.path("errors[0].detail"));
        }
    }

    @Test
    void who_has_no_token_learns_nothing_about_parameters() {
        for (var operation : Contract.get().operations()) {
            if (!operation.roles().contains("ANONYMOUS")) {
                Contract.get().parameters(operation).stream()
                        .filter(parameter -> !unfit(parameter).isEmpty())
                        .findFirst()
                        .ifPresent(parameter -> assertThat(call(
                                                given(),
                                                operation,
                                                parameter,
                                                unfit(parameter).getFirst())
                                        .statusCode())
                                .as(operation.id())
                                .isEqualTo(401));
            }
        }
    }

    @Test
    void a_stream_of_events_about_something_unknown_is_refused_before_it_begins() {
        var streams = Contract.get().operations().stream()
                .filter(operation -> operation.path().endsWith("/events"))
                .toList();
        assertThat(streams).hasSizeGreaterThanOrEqualTo(3);
        for (var stream : streams) {
            caller(stream)
                    .get(filled(stream, null, ""))
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("title", not(""));
        }
    }

    /** Values the parameter can't have; none for free text. */
    private static List<String> unfit(Parameter parameter) {
        var schema = parameter.schema();
        var values = new ArrayList<String>();
        if (schema.has("enum")) {
            values.addAll(List.of("NOPE", schema.at("/enum/0").asText().toLowerCase(Locale.ROOT), "0"));
        } else if (schema.path("format").asText().equals("uuid")) {
            values.addAll(List.of("1", "1-1-1-1-1", "' or ''='", "0198c0de-7a57-7b0c-9b4c-0d6a2f5f7a1"));
        } else if (schema.path("format").asText().equals("date")) {
            values.addAll(List.of("2026-02-30", "20260315", "2026-3-5", "+999999999-01-01", "昨天"));
        } else if (schema.path("type").asText().equals("integer")) {
            values.addAll(List.of("x", "1e3", "99999999999999999999"));
            values.add(String.valueOf(schema.path("minimum").asLong() - 1));
            values.add(String.valueOf(schema.path("maximum").asLong() + 1));
        } else if (schema.path("type").asText().equals("boolean")) {
            values.addAll(List.of("yes", "TRUE", "1"));
        } else if (schema.has("pattern")) {
            values.add("~");
        } else if (schema.has("maxLength") && schema.path("maxLength").asInt() <= 1000) {
            values.add("x".repeat(schema.path("maxLength").asInt() + 1));
        }
        return values;
    }

    private RequestSpecification caller(Operation operation) {
        if (operation.roles().contains("ANONYMOUS")) {
            return given();
        }
        var role = Role.valueOf(operation.roles().iterator().next());
        return given().auth()
                .oauth2(
                        role == Role.SYSTEM
                                ? actors.system(actors.county(), "clearances:read", "clearances:write")
                                : token(role));
    }

    private final java.util.Map<Role, String> tokens = new java.util.EnumMap<>(Role.class);

    private String token(Role role) {
        return tokens.computeIfAbsent(role, one -> actors.token(one, actors.county()));
    }

    private static Response call(RequestSpecification caller, Operation operation, Parameter parameter, String value) {
        switch (parameter.place()) {
            case "query" -> caller.queryParam(parameter.name(), value);
            case "header" -> caller.header(parameter.name(), value);
            default -> {}
        }
        switch (Contract.get().bodyType(operation)) {
            case "" -> {}
            case "multipart/form-data" -> caller.multiPart("x", "y");
            case "application/x-www-form-urlencoded" -> caller.formParam("x", "y");
            case String type -> caller.contentType(type).body("{}");
        }
        return caller.request(operation.method(), filled(operation, parameter, value));
    }

    private static String filled(
            Operation operation, @org.jspecify.annotations.Nullable Parameter wrong, String value) {
        var path = operation.path();
        for (var parameter : Contract.get().parameters(operation)) {
            if (parameter.place().equals("path")) {
                var example = parameter.schema().at("/examples/0").asText();
                var fit = parameter.name().equals("year")
                        ? "2026"
                        : example.isEmpty() ? UUID.randomUUID().toString() : example;
                var given = parameter.equals(wrong)
                        ? java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8)
                                .replace("+", "%20")
                        : fit;
                path = path.replace("{" + parameter.name() + "}", given);
            }
        }
        return path;
    }
}
