package qinqing.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import qinqing.demo.Cast;
import qinqing.demo.CountySize;
import qinqing.demo.Person;
import qinqing.demo.Play;
import qinqing.demo.ServerProcess;
import qinqing.demo.SyntheticCounty;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.KeysUnavailableException;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.Suite;
import qinqing.vault.UnknownKeyException;
import qinqing.vault.UnreadableValueException;
import qinqing.vault.Vault;

/**
 * {@code ./qinqing verify rotation}: all keys of values and of the index are replaced while people work, in both suites, and the
 * rotation is killed on the way (S13). Then nothing of before opens with the keys of today: not the old values, not the old
 * keyring, and not a person who was deleted (S14).
 */
final class Rotation {

    private static final int MORE_ROWS = 1_000;
    private static final int MORE_ROWS_IN_FULL = 95_000;
    private static final int KILLS = 2;
    private static final int KILLS_IN_FULL = 20;
    private static final int WORKERS = 3;
    private static final Duration ROTATED_WITHIN = Duration.ofMinutes(15);

    /** A sealed value as a backup has it. */
    private record Kept(String table, UUID id, FieldKind kind, byte[] sealed) {}

    private static final Map<String, List<String>> COLUMNS = Map.of(
            "official", List.of("id_number", "phone", "address"),
            "relative", List.of("id_number", "phone", "address"),
            "beneficiary", List.of("id_number", "phone", "address"));

    private final Rows rows;
    private final VerifyOptions options;
    private final Path folder;
    private final Path data;
    private final Random random;
    private final AtomicInteger answered = new AtomicInteger();

    private Rotation(VerifyOptions options, Rows rows, Path folder) {
        this.rows = rows;
        this.options = options;
        this.folder = folder;
        this.data = folder.resolve("data");
        this.random = new Random(options.seed());
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        Folders.with("rotation", folder -> new Rotation(options, rows, folder).run());
    }

    private void run() throws Exception {
        var county = SyntheticCounty.of(CountySize.SMALL, options.seed());
        Play play;
        try (var server = start(Suite.AES_256_GCM)) {
            play = collected(county, server);
            addRows(play, options.full() ? MORE_ROWS_IN_FULL : MORE_ROWS);
            var deleted = deletedPerson(play);
            var backup = backup();
            var oldKeys = copy(data.resolve("keys"), folder.resolve("old-keys"));
            rotateUnderLoad(play, server, Suite.AES_256_GCM, options.killsOr(KILLS, KILLS_IN_FULL));
            isUseless(backup, oldKeys);
            isErased(deleted, backup);
        }
        try (var server = start(Suite.SM4_GCM)) {
            var backup = backup();
            var oldKeys = copy(data.resolve("keys"), folder.resolve("older-keys"));
            rotateUnderLoad(
                    Play.on(county, server, folder.resolve("offices")).inherit(play),
                    server,
                    Suite.SM4_GCM,
                    options.full() ? options.killsOr(KILLS, KILLS_IN_FULL) : 0);
            isUseless(backup, oldKeys);
        }
    }

    private ServerProcess start(Suite suite) throws IOException, InterruptedException {
        var all = new ArrayList<>(Play.serverOptions("-Xmx512m"));
        all.add("-Dqinqing.crypto-suite=" + suite);
        for (var bucket : List.of("default", "clearance", "reveals")) {
            all.add("-Dqinqing.rate-limit." + bucket + ".calls=1000000");
        }
        all.add("-Dqinqing.clearance.persons-per-day=1000000");
        return ServerProcess.start(data, all);
    }

    private Play collected(SyntheticCounty county, ServerProcess server) throws Exception {
        var out = System.out;
        System.setOut(new PrintStream(PrintStream.nullOutputStream()));
        try {
            var play = Play.on(county, server, folder.resolve("offices"));
            play.collect();
            return play;
        } finally {
            System.setOut(out);
        }
    }

    /** One more list of the first programme. */
    private void addRows(Play play, int count) throws IOException {
        var programme = play.county().beneficiaryFiles().getFirst().programme();
        var list = folder.resolve("more.csv");
        try (var out = Files.newBufferedWriter(list)) {
            out.write("姓名,身份证号码,联系电话,家庭住址,补助金额（元）,发放时间\n");
            for (var number = 0; number < count; number++) {
                out.write("甲乙,%s,139%08d,涪陵区新妙镇两桂村%d组%d号,100,2024-05-06\n"
                        .formatted(idNumber(number), number, number % 9 + 1, number % 997 + 1));
            }
        }
        var clerk = play.of("CLERK", programme.approvingUnit());
        var asked = clerk.upload(
                "/beneficiary-batches",
                Map.of("programmeId", play.programmeId(programme), "listKind", "GRANTS", "lateEntryReason", "补录"),
                list,
                "更多.csv");
        var batch = clerk.poll(
                "/beneficiary-batches/" + asked.body().required("id").asText(),
                state -> !List.of("RECEIVED", "IMPORTING")
                        .contains(state.required("state").asText()),
                state -> {});
        rows.expect(
                batch.required("state").asText().equals("IMPORTED"),
                "the long list was not read: " + batch.path("state"));
    }

    /** Right in its check character (GB 11643); nobody's. */
    private static String idNumber(int number) {
        var digits = "500102%04d%02d%02d%03d"
                .formatted(1940 + number / 27_000 % 60, number % 12 + 1, number / 12 % 28 + 1, number / 336 % 1000);
        var weights = new int[] {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        var sum = 0;
        for (var at = 0; at < weights.length; at++) {
            sum += (digits.charAt(at) - '0') * weights[at];
        }
        return digits + "10X98765432".charAt(sum % 11);
    }

    /** Somebody on a list whose row goes away while the backup still has it. There is no operation for it yet, so SQL does it. */
    private Person deletedPerson(Play play) {
        var person = play.peopleOfTheProcedure().iterator().next();
        var programme = play.county().beneficiaryFiles().getFirst().programme();
        play.of("CLERK", programme.approvingUnit())
                .post(
                        "/beneficiaries",
                        Map.of(
                                "programmeId", play.programmeId(programme),
                                "externalReference", "DELETED",
                                "name", person.name(),
                                "idNumber", person.idNumber(),
                                "phone", person.phone(),
                                "address", person.address()));
        return person;
    }

    private void rotateUnderLoad(Play play, ServerProcess server, Suite suite, int kills) throws Exception {
        var before = answered.get();
        var stop = new AtomicBoolean();
        var wrong = new AtomicReference<@Nullable String>();
        var failed = new AtomicInteger();
        var killed = 0;
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var worker = 0; worker < WORKERS; worker++) {
                var own = worker;
                people.submit(() -> {
                    for (var round = 0; !stop.get(); round++) {
                        try {
                            work(play, server, suite + "-" + own + "-" + round);
                        } catch (RuntimeException | IOException refused) {
                            failed.incrementAndGet();
                            wrong.compareAndSet(null, String.valueOf(refused.getMessage()));
                        }
                    }
                });
            }
            try {
                if (suite == Suite.AES_256_GCM) {
                    forget("DELETED");
                }
                while (killed < kills && killOnTheWay(suite)) {
                    killed++;
                }
                rotate(suite);
            } finally {
                stop.set(true);
            }
        }
        rows.expect(failed.get() == 0, failed + " requests failed during the rotation, the first: " + wrong.get());
        rows.pass(answered.get() - before);
        var read = readAll(suite);
        rows.row(
                "S13",
                "%s: all keys of values and index replaced under load (%,d requests, %d failed), rotation killed with -9 %d times: %,d values"
                        + " and tokens under the new keys",
                suite,
                answered.get() - before,
                failed.get(),
                killed,
                read);
    }

    /** What everybody does all day, with all that rests on keys. */
    private void work(Play play, ServerProcess server, String own) throws IOException {
        var programme = play.county().beneficiaryFiles().getFirst().programme();
        var clerk = play.of("CLERK", programme.approvingUnit()).impatient();
        var list = clerk.get("/beneficiaries?limit=20&programmeId=" + play.programmeId(programme))
                .body();
        answered.incrementAndGet();
        var person = somebody(play, own);
        var body = Map.of(
                "programmeId", play.programmeId(programme),
                "externalReference", own,
                "name", person.name(),
                "idNumber", person.idNumber(),
                "phone", person.phone(),
                "address", person.address());
        var key = UUID.randomUUID();
        var pushed = clerk.post("/beneficiaries", body, key).body();
        answered.incrementAndGet();
        var again = clerk.post("/beneficiaries", body, key).body();
        answered.incrementAndGet();
        rows.expect(pushed.equals(again), "a repeated request was answered differently during the rotation");
        var shown = clerk.post(
                        "/beneficiaries/" + pushed.required("id").asText() + "/reveals",
                        Map.of("field", "ID_NUMBER", "purpose", "ENTRY"))
                .body();
        answered.incrementAndGet();
        rows.expect(
                person.idNumber().equals(shown.required("value").asText()),
                "a value reads differently during the rotation");
        var subject = Map.of("name", person.name(), "idNumber", person.idNumber());
        var clearance = clerk.post(
                        "/clearances", Map.of("programmeId", play.programmeId(programme), "subject", subject))
                .body();
        answered.incrementAndGet();
        rows.expect(
                !codes(clearance).contains("SUBJECT_UNKNOWN"),
                "a listed person was not found by ID number during the rotation");
        play.inspector().impatient().get("/officials?limit=20");
        answered.incrementAndGet();
        server.api().impatient().post("/sessions", Map.of("phone", Cast.ADMIN_PHONE, "password", Play.password()));
        answered.incrementAndGet();
        rows.expect(!list.required("items").isEmpty(), "the list was empty during the rotation");
    }

    private static Person somebody(Play play, String own) {
        var people = List.copyOf(play.peopleOfTheProcedure());
        return people.get(Math.floorMod(own.hashCode(), people.size()));
    }

    private static List<String> codes(JsonNode clearance) {
        return clearance.path("reasons").findValuesAsText("code");
    }

    /** @return false when it was done before it could be killed */
    private boolean killOnTheWay(Suite suite) throws IOException, InterruptedException {
        var process = rotation(suite);
        if (process.waitFor(1_500 + random.nextInt(4_000), TimeUnit.MILLISECONDS)) {
            rows.expect(process.exitValue() == 0, "a rotation ended with " + process.exitValue());
            return false;
        }
        process.destroyForcibly().waitFor();
        return true;
    }

    private void rotate(Suite suite) throws IOException, InterruptedException {
        var process = rotation(suite);
        var done = process.waitFor(ROTATED_WITHIN.toSeconds(), TimeUnit.SECONDS);
        if (!done) {
            process.destroyForcibly();
        }
        rows.expect(
                done && process.exitValue() == 0,
                "the rotation did not end well: " + Files.readString(folder.resolve("rotation.log")));
    }

    private Process rotation(Suite suite) throws IOException {
        return ServerProcess.beside(data, List.of("-Xmx256m", "-Dqinqing.crypto-suite=" + suite), "keys", "rotate")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("rotation.log").toFile())
                .start();
    }

    /** @return how many values opened and how many tokens stand under the present key */
    private long readAll(Suite suite) throws SQLException, IOException {
        var keys = keys();
        var vault = new Vault(keys, suite);
        var index = new BlindIndex(keys);
        var read = 0L;
        var unreadable = 0;
        try (var connection = Superuser.in(data)) {
            for (var kept : all(connection)) {
                try {
                    vault.open(kept.kind(), kept.sealed(), kept.id());
                    read++;
                    rows.expect(
                            !vault.needsResealing(kept.sealed()),
                            "a value of " + kept.table() + " rests on an old key");
                } catch (UnknownKeyException | UnreadableValueException broken) {
                    unreadable++;
                }
            }
            read += tokens(connection, index);
        }
        rows.expect(unreadable == 0, unreadable + " values can't be read after the rotation");
        return read;
    }

    private long tokens(Connection connection, BlindIndex index) throws SQLException {
        var fresh = 0L;
        for (var column : List.of(
                "official.person_token",
                "relative.person_token",
                "beneficiary.person_token",
                "staff.person_token",
                "clearance.person_token")) {
            var table = column.substring(0, column.indexOf('.'));
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("select count(*) filter (where get_byte(person_token, 0) = "
                            + index.currentKey(IndexPurpose.PERSON) + "), count(person_token) from " + table)) {
                row.next();
                rows.expect(row.getLong(1) == row.getLong(2), "tokens of " + table + " rest on an old key");
                fresh += row.getLong(1);
            }
        }
        return fresh;
    }

    private LocalKeyFile keys() {
        return LocalKeyFile.open(data.resolve("keys"), Suite.AES_256_GCM, Clock.systemUTC(), false);
    }

    private List<Kept> backup() throws SQLException, IOException {
        try (var connection = Superuser.in(data)) {
            return all(connection);
        }
    }

    private static List<Kept> all(Connection connection) throws SQLException {
        var kept = new ArrayList<Kept>();
        for (var table : COLUMNS.entrySet()) {
            for (var column : table.getValue()) {
                var kind = FieldKind.valueOf(column.toUpperCase(java.util.Locale.ROOT));
                try (var statement = connection.createStatement();
                        var row = statement.executeQuery("select id, " + column + "_sealed from " + table.getKey()
                                + " where " + column + "_sealed is not null")) {
                    while (row.next()) {
                        kept.add(new Kept(table.getKey(), row.getObject(1, UUID.class), kind, row.getBytes(2)));
                    }
                }
            }
        }
        return kept;
    }

    /** A backup from before with the keys of today, then its keyring with the root key of today. */
    private void isUseless(List<Kept> backup, Path oldKeys) throws IOException {
        var vault = new Vault(keys(), Suite.AES_256_GCM);
        var opened = 0;
        for (var kept : backup) {
            try {
                vault.open(kept.kind(), kept.sealed(), kept.id());
                opened++;
            } catch (UnknownKeyException gone) {
                continue;
            }
        }
        rows.expect(opened == 0, opened + " values of a backup from before open with the keys of today");
        var mixed = copy(data.resolve("keys"), folder.resolve("mixed-" + UUID.randomUUID()));
        Files.copy(oldKeys.resolve("keyring"), mixed.resolve("keyring"), StandardCopyOption.REPLACE_EXISTING);
        try {
            LocalKeyFile.open(mixed, Suite.AES_256_GCM, Clock.systemUTC(), false);
            rows.fail("the keyring from before opens with the root key of today");
        } catch (KeysUnavailableException refused) {
            rows.pass();
        }
        rows.row(
                "S13",
                "of %,d values of a backup from before %d open with the keys of today; the old keyring does not open",
                backup.size(),
                opened);
    }

    /** Neither by opening, nor by trying the number under every key there is. */
    private void isErased(Person deleted, List<Kept> backup) throws SQLException, IOException {
        var index = new BlindIndex(keys());
        var tokens = index.tokens(IndexPurpose.PERSON, deleted.idNumber());
        rows.expect(
                tokens.stream().noneMatch(token -> Arrays.equals(token, forgottenToken)),
                "the deleted person is found in the backup by trying the ID number");
        var vault = new Vault(keys(), Suite.AES_256_GCM);
        var opened = 0;
        for (var kept :
                backup.stream().filter(kept -> kept.id().equals(forgotten)).toList()) {
            try {
                vault.open(kept.kind(), kept.sealed(), kept.id());
                opened++;
            } catch (UnknownKeyException gone) {
                rows.pass();
            }
        }
        rows.expect(opened == 0, "the deleted person opens in a backup from before");
        rows.row(
                "S14",
                "a deleted person in a backup from before, with the keys of today: %d values open, the ID number is not found by trying",
                opened);
    }

    private UUID forgotten = new UUID(0, 0);
    private byte[] forgottenToken = new byte[0];

    private void forget(String reference) throws SQLException, IOException {
        try (var connection = Superuser.in(data);
                var question = connection.prepareStatement(
                        "select id, person_token from beneficiary where external_reference = ?")) {
            question.setString(1, reference);
            try (var row = question.executeQuery()) {
                row.next();
                forgotten = row.getObject(1, UUID.class);
                forgottenToken = row.getBytes(2);
            }
            Superuser.execute(connection, "delete from beneficiary where id = '" + forgotten + "'");
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                Files.copy(
                        file,
                        to.resolve(file.getFileName()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return to;
    }
}
