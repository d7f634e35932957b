package qinqing.verify.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import qinqing.contract.Contract;

/** Makes requests that the contract allows, about things that are there. */
final class Composer {

    /** A small picture, as a phone would send it: PNG, 1 × 1. */
    private static final byte[] PICTURE = java.util.Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    private final Contract contract;
    private final Knowledge knowledge;
    private final List<Player> players;
    private final Path lists;

    /** @param lists folder with the spreadsheets of the offices */
    Composer(Contract contract, Knowledge knowledge, List<Player> players, Path lists) {
        this.contract = contract;
        this.knowledge = knowledge;
        this.players = players;
        this.lists = lists;
    }

    Call compose(Random random) {
        var operations = contract.operations();
        var operation = operations.get(random.nextInt(operations.size()));
        return compose(operation, player(operation, random), random);
    }

    /** Mostly one who may, sometimes nobody or anybody. */
    private Player player(Contract.Operation operation, Random random) {
        var some = random.nextInt(10);
        if (some == 0) {
            return Player.ANYONE;
        }
        var fitting = some == 1
                ? players
                : players.stream()
                        .filter(player -> operation.roles().contains(player.role()))
                        .toList();
        return fitting.isEmpty() ? Player.ANYONE : fitting.get(random.nextInt(fitting.size()));
    }

    Call compose(Contract.Operation operation, Player player, Random random) {
        var call = new Call(operation, player, knowledge.path(player, operation.path(), random));
        var values = new Values(contract, knowledge, random);
        parameters(operation).forEach(parameter -> add(call, parameter, values, random));
        var content = contract.at(operation.pointer() + "/requestBody").path("content");
        content.properties().stream().findFirst().ifPresent(body -> body(call, body, values, random));
        call.secrets.addAll(values.secrets());
        return call;
    }

    private Stream<JsonNode> parameters(Contract.Operation operation) {
        var path = operation.pointer().substring(0, operation.pointer().lastIndexOf('/'));
        return Stream.of(path, operation.pointer())
                .flatMap(at -> contract.at(at).path("parameters").valueStream())
                .map(contract::resolved);
    }

    private void add(Call call, JsonNode parameter, Values values, Random random) {
        var name = parameter.required("name").asText();
        var required = parameter.path("required").asBoolean();
        switch (parameter.required("in").asText()) {
            case "query" -> {
                if (!required && random.nextInt(4) > 0) {
                    return;
                }
                if (name.equals("cursor")) {
                    knowledge
                            .cursor(call.operation.path(), random, false)
                            .ifPresent(cursor -> call.query(name, Call.encoded(cursor)));
                } else {
                    call.query(
                            name,
                            Call.encoded(
                                    values.make(parameter.path("schema"), name).asText()));
                }
            }
            case "header" -> {
                switch (name) {
                    case "Idempotency-Key" -> {
                        if (random.nextInt(4) > 0) {
                            call.header(name, new UUID(random.nextLong(), random.nextLong()).toString());
                        }
                    }
                    case "If-Match", "If-None-Match" -> {} // the version is read right before the call
                    default -> call.header(name, "492039");
                }
            }
            default -> {}
        }
    }

    private void body(Call call, Map.Entry<String, JsonNode> body, Values values, Random random) {
        var schema = body.getValue().required("schema");
        call.bodyPointer = call.operation.pointer();
        var made = values.make(schema, "");
        if (body.getKey().equals("application/json")) {
            call.json = made;
            return;
        }
        call.multipart = body.getKey().startsWith("multipart");
        made.properties().stream()
                .filter(field ->
                        !field.getKey().equals("file") && !field.getKey().equals("photo"))
                .forEach(field -> call.form.put(field.getKey(), field.getValue().asText()));
        if (call.multipart) {
            file(call, random);
        }
    }

    private void file(Call call, Random random) {
        var names =
                switch (call.operation.id()) {
                    case "importOfficials" -> List.of("干部名册.xlsx");
                    case "importAccounts" -> List.of("账号.xlsx");
                    case "importDeclarations" -> List.of("附件2汇总.csv");
                    case "importUnits" -> List.of("单位名单.xlsx");
                    case "createBeneficiaryBatch" -> smallLists();
                    default -> List.<String>of();
                };
        if (names.isEmpty()) {
            call.fileName = "照片.png";
            call.file = PICTURE;
        } else {
            call.fileName = names.get(random.nextInt(names.size()));
            call.file = read(lists.resolve(call.fileName));
        }
    }

    private List<String> smallLists() {
        try (var all = Files.list(lists)) {
            return all.filter(list -> list.toFile().length() < 60_000)
                    .map(list -> Objects.requireNonNull(list.getFileName()).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a call has to name the version it changes. */
    boolean wantsVersion(Call call) {
        return parameters(call.operation)
                .anyMatch(parameter -> parameter.required("name").asText().equals("If-Match"));
    }

    /** The call that reads the version: the resource itself, or the one a command belongs to. */
    Optional<Call> reading(Call call) {
        if (call.operation.id().equals("submitDeclaration")) {
            return reading(call, call.path + "/draft");
        }
        var path = call.path;
        for (var up = 0; up < 3 && path.length() > 1; up++) {
            var found = reading(call, path);
            if (found.isPresent()) {
                return found;
            }
            path = path.substring(0, path.lastIndexOf('/'));
        }
        return Optional.empty();
    }

    private Optional<Call> reading(Call call, String path) {
        return contract.find("get", path).map(operation -> new Call(operation, call.player, path));
    }
}
