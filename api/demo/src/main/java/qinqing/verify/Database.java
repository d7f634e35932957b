package qinqing.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The PostgreSQL of a data directory, seen by its superuser and killed by its owner. */
final class Database {
    private final Path folder;

    /** @param folder the data directory that holds {@code postgresql} and its password */
    Database(Path folder) {
        this.folder = folder;
    }

    /** By the superuser, whom no policy keeps from looking. */
    Connection connect() throws SQLException, IOException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/qinqing?connectTimeout=2&socketTimeout=60".formatted(port()),
                "postgres",
                Files.readString(folder.resolve("postgresql.password")).strip());
    }

    int port() throws IOException {
        var lines = pidFile();
        if (lines.size() < 4) {
            throw new IOException("the database is not there");
        }
        return Integer.parseInt(lines.get(3).strip());
    }

    private List<String> pidFile() throws IOException {
        return Files.readAllLines(folder.resolve("postgresql/postmaster.pid"));
    }

    /** All its processes at once, as a machine that loses its power ends them. */
    void kill() throws IOException, InterruptedException {
        var first =
                ProcessHandle.of(Long.parseLong(pidFile().getFirst().strip())).orElseThrow();
        var pids = new ArrayList<String>();
        pids.add(Long.toString(first.pid()));
        first.descendants().forEach(process -> pids.add(Long.toString(process.pid())));
        signal("KILL", pids);
    }

    static void signal(String name, List<String> pids) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        command.addAll(pids);
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Waits until it accepts connections again. */
    Instant awaitUp(Duration atMost) throws IOException, InterruptedException {
        var deadline = Instant.now().plus(atMost);
        while (true) {
            try (var connection = connect();
                    var statement = connection.createStatement()) {
                statement.execute("select 1");
                return Instant.now();
            } catch (SQLException | IOException notYet) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IOException("the database did not come back within " + atMost, notYet);
                }
                Thread.sleep(30);
            }
        }
    }

    /** One number. */
    long count(String sql) throws SQLException, IOException {
        return list(sql, row -> Long.parseLong(row.getFirst())).getFirst();
    }

    /** Every row as texts, read by the function. */
    <T> List<T> list(String sql, Function<List<String>, T> read) throws SQLException, IOException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            var all = new ArrayList<T>();
            while (row.next()) {
                var columns = new ArrayList<String>();
                for (var at = 1; at <= row.getMetaData().getColumnCount(); at++) {
                    columns.add(String.valueOf(row.getString(at)));
                }
                all.add(read.apply(columns));
            }
            return all;
        }
    }

    void execute(String... statements) throws SQLException, IOException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
