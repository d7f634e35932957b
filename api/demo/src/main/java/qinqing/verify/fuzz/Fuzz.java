package qinqing.verify.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import qinqing.contract.Contract;
import qinqing.demo.Rehearsal;
import qinqing.verify.Rows;
import qinqing.verify.VerifyOptions;

/** S4: no request, however odd, is answered with a 5xx, with what the contract does not have, or after more than 5 s. */
public final class Fuzz {

    private static final int CALLS = 2_000;
    private static final int CALLS_IN_FULL = 100_000;

    /** The people are the same in every run; the seed chooses the calls. */
    private static final long COUNTY = 1;

    private static final int UNSPOILT_OF_SIX = 1;
    private static final int TRIES = 25;
    private static final int SPOILT_TWICE_OF = 6;
    private static final int DEFECTS_SHOWN = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Rehearsal rehearsal;
    private final Contract contract = Contract.get();
    private final Judge judge = new Judge(contract);
    private final Knowledge knowledge = new Knowledge();
    private final Composer composer;
    private final List<Player> players;
    private final Wire wire;
    private final long seed;
    private final Rows rows;

    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final Map<Mutator, Integer> used = new EnumMap<>(Mutator.class);
    private final Map<String, Integer> defects = new LinkedHashMap<>();
    private long longest;
    private int sent;

    private Fuzz(Rehearsal rehearsal, List<Player> players, long seed, Rows rows) {
        this.rehearsal = rehearsal;
        this.players = players;
        this.composer =
                new Composer(contract, knowledge, players, rehearsal.folder().resolve("lists"));
        this.wire = new Wire(rehearsal.server().address());
        this.seed = seed;
        this.rows = rows;
    }

    /** {@code verify fuzz}. */
    public static void run(VerifyOptions options, Rows rows) throws Exception {
        try (var gateway = new TextGateway();
                var rehearsal = Rehearsal.play(COUNTY, gateway.options())) {
            var players = Players.of(rehearsal, gateway);
            var fuzz = new Fuzz(rehearsal, players, options.seed(), rows);
            fuzz.look();
            rows.say("%d requests to learn what there is".formatted(fuzz.sent));
            var calls = options.callsOr(CALLS, CALLS_IN_FULL);
            for (var number = 1; number <= calls; number++) {
                fuzz.call(number);
            }
            fuzz.sum(calls);
        }
    }

    /** Every list is read by everybody who may, so that requests can be about things that are there. */
    private void look() throws IOException {
        var lists = contract.operations().stream()
                .filter(operation -> operation.method().equals("get"))
                .filter(operation -> itemTemplate(operation.path()).isPresent()
                        || !operation.path().contains("{"))
                .sorted(java.util.Comparator.comparingLong(operation ->
                        operation.path().chars().filter(c -> c == '{').count()))
                .toList();
        for (var operation : lists) {
            for (var player : players) {
                if (operation.roles().contains(player.role())
                        || operation.roles().contains("ANONYMOUS")) {
                    read(operation, player);
                }
            }
        }
        for (var operation : contract.operations()) {
            if (operation.method().equals("get") && operation.path().endsWith("}")) {
                var player = players.stream()
                        .filter(one -> operation.roles().contains(one.role()))
                        .findFirst()
                        .orElse(Player.ANYONE);
                for (var path : knowledge.paths(player, operation.path(), 6)) {
                    send(new Call(operation, player, path));
                }
            }
        }
    }

    private void read(Contract.Operation operation, Player player) throws IOException {
        if (!operation.path().contains("{")) {
            var call = new Call(operation, player, operation.path());
            if (contract.at(operation.pointer() + "/parameters").toString().contains("/Limit\"")) {
                call.query("limit", "30");
            }
            send(call);
            return;
        }
        var parent = operation.path().substring(0, operation.path().lastIndexOf('/'));
        for (var path : knowledge.paths(player, parent, 4)) {
            send(new Call(operation, player, path + operation.path().substring(parent.length())));
        }
    }

    /** The path of a list's items, where the contract has one. */
    private Optional<String> itemTemplate(String path) {
        return contract.operations().stream()
                .map(Contract.Operation::path)
                .filter(other -> other.matches(java.util.regex.Pattern.quote(path) + "/\\{[^}]+}"))
                .findFirst();
    }

    private void call(int number) throws IOException {
        var random = new Random(seed * 1_000_003 + number);
        var call = composer.compose(random);
        readVersion(call, random);
        spoil(call, random);
        var answer = send(call);
        held(number, call, answer);
        if (call.again) {
            var other = composer.compose(call.operation, call.player, random);
            call.headers.stream()
                    .filter(header -> header.name().equals("Idempotency-Key")
                            || header.name().equals("If-Match"))
                    .forEach(header -> other.header(header.name(), header.value()));
            other.path = call.path;
            other.spoiltBy = call.spoiltBy;
            held(number, other, send(other));
        }
    }

    private void readVersion(Call call, Random random) throws IOException {
        if (composer.wantsVersion(call) && random.nextInt(8) > 0) {
            var reading = composer.reading(call);
            if (reading.isPresent()) {
                var etag = send(reading.get()).headers().get("etag");
                if (etag != null) {
                    call.header("If-Match", etag);
                }
            }
        }
    }

    private void spoil(Call call, Random random) {
        if (random.nextInt(6) < UNSPOILT_OF_SIX) {
            return;
        }
        var times = random.nextInt(SPOILT_TWICE_OF) == 0 ? 2 : 1;
        var names = new ArrayList<String>();
        for (var tries = 0; tries < TRIES && names.size() < times; tries++) {
            var mutator = Mutator.values()[random.nextInt(Mutator.values().length)];
            if (mutator.spoil(call, random, knowledge)) {
                used.merge(mutator, 1, Integer::sum);
                names.add(mutator.title());
            }
        }
        if (call.again && !call.hasHeader("Idempotency-Key")) {
            call.header("Idempotency-Key", new UUID(random.nextLong(), random.nextLong()).toString());
        }
        call.mustBeRefused &= names.size() == 1;
        call.spoiltBy = String.join("+", names);
    }

    private Answer send(Call call) throws IOException {
        var token = call.player.token().get();
        var answer = wire.send(call.bytes(token), call.method.equals("HEAD"), call.brokenHttp);
        if (answer.status() == 401 && call.player.knocks() && !call.hasHeader("Authorization")
                || call.operation.id().equals("deleteCurrentSession")) {
            call.player.forgets().run();
        }
        sent++;
        learn(call, answer);
        return answer;
    }

    private void learn(Call call, Answer answer) {
        if (answer.status() < 200
                || answer.status() >= 300
                || !answer.mediaType().equals("application/json")) {
            return;
        }
        var body = tree(answer.body());
        knowledge.learn(
                call.player,
                call.operation.path(),
                call.method.equals("GET") ? itemTemplate(call.operation.path()) : Optional.empty(),
                call.path,
                body);
        if (call.method.equals("POST") && body.has("id")) {
            itemTemplate(call.operation.path())
                    .ifPresent(items -> knowledge.learnNew(
                            call.player, items, call.path + "/" + body.get("id").asText()));
        }
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }

    private void held(int number, Call call, Answer answer) {
        statuses.merge(answer.status(), 1, Integer::sum);
        longest = Math.max(longest, answer.nanos());
        var faults = judge.faults(call, answer);
        if (faults.isEmpty()) {
            rows.pass();
        }
        for (var fault : faults) {
            var defect = call.operation.id() + ": " + fault;
            if (defects.merge(defect, 1, Integer::sum) == 1 && defects.size() <= DEFECTS_SHOWN) {
                rows.say(
                        "call %d, %s as %s: %s%n  answered %s%n  again: ./qinqing verify fuzz --seed %d --calls %d%n  %s"
                                .formatted(
                                        number,
                                        call.spoiltBy,
                                        call.player.name(),
                                        defect,
                                        answer,
                                        seed,
                                        number,
                                        call.shown()));
            }
        }
    }

    private void sum(int calls) throws IOException {
        defects.forEach((defect, times) -> rows.fail(defect + " (" + times + " times)"));
        log();
        rows.expect(used.size() >= 20, "only " + used.size() + " mutators had something to spoil");
        var answered = statuses.entrySet().stream()
                .map(status -> status.getValue() + "×" + status.getKey())
                .toList();
        rows.say("answers: " + String.join(" ", answered));
        rows.row(
                "S4",
                "%,d calls (%,d requests) by %d callers, %d mutators, seed %d: %d × 5xx, %d kinds of defect, slowest %.2f s",
                calls,
                sent,
                players.size() + 1,
                used.size(),
                seed,
                statuses.entrySet().stream()
                        .filter(status -> status.getKey() >= 500)
                        .mapToInt(Map.Entry::getValue)
                        .sum(),
                defects.size(),
                longest / 1e9);
    }

    /** What the server itself called unexpected, by kind and place. */
    private void log() throws IOException {
        var unexpected = new TreeMap<String, Integer>();
        for (var line : java.nio.file.Files.readAllLines(rehearsal.server().log())) {
            var at = line.indexOf("unexpected ");
            if (at >= 0) {
                var end = line.indexOf('"', at);
                unexpected.merge(line.substring(at, end < 0 ? line.length() : end), 1, Integer::sum);
            }
        }
        unexpected.forEach((what, times) -> rows.say(String.format(Locale.ROOT, "server: %s (%d times)", what, times)));
    }
}
