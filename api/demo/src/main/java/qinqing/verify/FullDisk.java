package qinqing.verify;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import qinqing.demo.ServerProcess;

/** The disk of database and uploads runs full while clients write, and has room again later (R8). */
final class FullDisk {
    private static final int ROUNDS_IN_FULL = 10;
    private static final String SIZE = "700m";
    private static final int LEFT = 3 << 20;
    private static final Duration FULL_FOR = Duration.ofSeconds(8);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(30);

    private final Rows rows;
    private final Path disk;
    private final Map<Integer, Integer> statuses = new HashMap<>();
    private final Map<String, String> acknowledged = new HashMap<>();
    private final Map<String, Wire.Call> open = new HashMap<>();
    private int number;
    private int databaseDown;

    private FullDisk(Rows rows, Path disk) {
        this.rows = rows;
        this.disk = disk;
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        var disk = Files.createTempDirectory("qinqing-disk-");
        if (!mount(disk)) {
            Files.delete(disk);
            rows.fail("R8 needs the right to mount a small disk (root): not tried");
            rows.row("R8", "not tried: this user may not mount a disk of fixed size");
            return;
        }
        try {
            new FullDisk(rows, disk).run(options.full() ? ROUNDS_IN_FULL : 1);
        } finally {
            command("umount", disk.toString());
            Files.delete(disk);
        }
    }

    /** A disk of its own for everything that is stored. */
    private static boolean mount(Path disk) throws IOException, InterruptedException {
        return command("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", disk.toString());
    }

    private static boolean command(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notThere) {
            return false;
        }
    }

    private void run(int rounds) throws Exception {
        var slowest = Duration.ZERO;
        var data = disk.resolve("data");
        try (var server = ServerProcess.start(data, Town.options())) {
            var town = Town.found(server, 0);
            var wire = new Wire(server.address());
            var database = new Database(data);
            for (var round = 0; round < rounds; round++) {
                for (var before = 0; before < 10; before++) {
                    upload(wire, town, 1_000);
                    hang(wire, town);
                }
                var ballast = fill();
                var until = Instant.now().plus(FULL_FOR);
                while (Instant.now().isBefore(until)) {
                    upload(wire, town, 20_000);
                    switchWal(database);
                    hang(wire, town);
                }
                Files.delete(ballast);
                var back = awaitBack(wire, town);
                slowest = back.compareTo(slowest) > 0 ? back : slowest;
                settle(wire, town);
            }
            check(database);
        }
        rows.row(
                "R8",
                "the disk of database and uploads was full %d times, the database %s: answers %s, %d acknowledged and there once; back by itself "
                        + "%.1f s after there was room",
                rounds,
                databaseDown > 0 ? "down for want of room" : "up",
                new TreeMap<>(statuses),
                acknowledged.size(),
                slowest.toMillis() / 1000.0);
    }

    /** Leaves a little room, which the first lists use up. */
    private Path fill() throws IOException {
        var ballast = disk.resolve("ballast");
        try (var file = new RandomAccessFile(ballast.toFile(), "rw")) {
            var room = Files.getFileStore(disk).getUsableSpace() - LEFT;
            var piece = new byte[1 << 20];
            for (var written = 0L; written < room; written += piece.length) {
                file.write(piece);
            }
        }
        return ballast;
    }

    /** Uses up the segments of the log that were made while there was room, so that the next write needs a new one. */
    private void switchWal(Database database) {
        try {
            database.execute("select pg_switch_wal()");
        } catch (SQLException | IOException down) {
            databaseDown++;
        }
    }

    private void upload(Wire wire, Town town, int lines) {
        var list = new StringBuilder("姓名,补助金额（元）\n");
        number++;
        for (var line = 0; line < lines; line++) {
            list.append("周明远,")
                    .append(number)
                    .append('.')
                    .append(line % 90 + 10)
                    .append('\n');
        }
        var fields = Map.of("programmeId", town.programme(), "listKind", "GRANTS", "lateEntryReason", "补录");
        var name = "名单" + number + ".csv";
        ask(
                wire,
                name,
                Wire.Call.upload("/beneficiary-batches", town.token(town.clerk()), fields, name, list.toString()));
    }

    private void hang(Wire wire, Town town) {
        var name = "公示栏" + ++number;
        var board = Map.of("unitId", town.county(), "name", name, "kind", "PHYSICAL", "place", "办公楼外");
        ask(wire, name, Wire.Call.post("/sites", town.token(Town.ADMIN_PHONE), board));
    }

    private void ask(Wire wire, String name, Wire.Call call) {
        open.put(name, call);
        try {
            var answer = wire.send(call);
            statuses.merge(answer.status(), 1, Integer::sum);
            if (answer.isGood()) {
                acknowledged.put(name, Town.id(answer.json()));
                open.remove(name);
            } else {
                rows.expect(
                        answer.status() == 503
                                || answer.status() == 507
                                || answer.problem().equals("in-progress"),
                        "%s was answered %d %s on a full disk".formatted(name, answer.status(), answer.problem()));
            }
        } catch (IOException broken) {
            rows.fail("no answer on a full disk: " + broken.getClass());
        }
    }

    private Duration awaitBack(Wire wire, Town town) throws InterruptedException {
        var begun = Instant.now();
        var before = acknowledged.size();
        while (acknowledged.size() == before
                && Duration.between(begun, Instant.now()).compareTo(BACK_WITHIN) < 0) {
            TimeUnit.MILLISECONDS.sleep(100);
            hang(wire, town);
        }
        var back = Duration.between(begun, Instant.now());
        rows.expect(acknowledged.size() > before, "it did not come back within " + BACK_WITHIN);
        return back;
    }

    /** What was refused can be asked for again, with the same key. */
    private void settle(Wire wire, Town town) throws InterruptedException {
        for (var round = 0; !open.isEmpty() && round < 50; round++) {
            for (var one : Map.copyOf(open).entrySet()) {
                ask(wire, one.getKey(), one.getValue());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        rows.expect(open.isEmpty(), open.size() + " refused requests were never answered well");
    }

    private void check(Database database) throws Exception {
        var there = new HashMap<String, List<String>>();
        for (var row : database.list(
                "select name, id from site union all select file_name, id from beneficiary_batch",
                columns -> columns)) {
            there.merge(row.getFirst(), List.of(row.getLast()), (a, b) -> Stream.concat(a.stream(), b.stream())
                    .toList());
        }
        acknowledged.forEach((name, id) -> rows.expect(
                List.of(id).equals(there.get(name)),
                "%s was acknowledged, and is there %s after the full disk".formatted(name, there.get(name))));
    }
}
