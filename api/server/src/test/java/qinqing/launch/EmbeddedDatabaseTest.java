package qinqing.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    private static final Duration AT_MOST = Duration.ofSeconds(40);

    @TempDir
    Path folder;

    @Test
    void a_killed_database_is_started_again_on_its_port_with_what_was_committed() throws Exception {
        try (var database = EmbeddedDatabase.start(folder, true)) {
            database.keepUp();
            execute(database, "create table kept (n integer)");
            execute(database, "insert into kept values (7)");
            killAll();
            assertThat(awaitKept(database)).isEqualTo(7);
        }
        assertThat(folder.resolve("postgresql/postmaster.pid")).doesNotExist();
    }

    private void killAll() throws IOException {
        var first = ProcessHandle.of(Long.parseLong(Files.readAllLines(folder.resolve("postgresql/postmaster.pid"))
                        .getFirst()))
                .orElseThrow();
        var all = new ArrayList<>(first.descendants().toList());
        all.addFirst(first);
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.login(), database.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int awaitKept(EmbeddedDatabase database) throws InterruptedException {
        var deadline = Instant.now().plus(AT_MOST);
        while (true) {
            try (var connection =
                            DriverManager.getConnection(database.jdbcUrl(), database.login(), database.password());
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("select n from kept")) {
                row.next();
                return row.getInt(1);
            } catch (SQLException notYet) {
                assertThat(Instant.now()).as("it never came back").isBefore(deadline);
                Thread.sleep(100);
            }
        }
    }
}
