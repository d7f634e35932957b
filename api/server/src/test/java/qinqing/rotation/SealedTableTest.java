package qinqing.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qinqing.launch.EmbeddedDatabase;

/** A column that nobody told the rotation about would be lost with the old key. */
class SealedTableTest {

    /** Tokens that lie beside no sealed value. */
    private static final Set<String> OTHERWISE = Set.of(
            // follow the person they are of, see FollowsPersons
            "clearance.person_token",
            "matching_query.person_tokens",
            "relative_prompt.person_token",
            // a hash of a request or a file under a key that is not rotated
            "idempotent_answer.body_token",
            // counters of some minutes or a day, deleted with the key
            "login_failure.phone_token",
            "sent_code.phone_token",
            "sent_code.code_token",
            // a MAC, whose key is not rotated
            "rating.rater_token");

    @TempDir
    static Path folder;

    @Test
    void the_rotation_knows_every_sealed_column_and_every_token() throws Exception {
        var listed = new TreeSet<>(OTHERWISE);
        for (var table : SealedTable.ALL) {
            table.values().forEach(value -> listed.add(table.name() + "." + value.column()));
            table.tokens().forEach(token -> listed.add(table.name() + "." + token.column()));
        }
        var there = new TreeSet<String>();
        try (var database = EmbeddedDatabase.start(folder, false)) {
            Flyway.configure()
                    .dataSource(database.jdbcUrl(), database.login(), database.password())
                    .load()
                    .migrate();
            try (var connection =
                            DriverManager.getConnection(database.jdbcUrl(), database.login(), database.password());
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("""
                            select table_name || '.' || column_name from information_schema.columns
                            where table_schema = 'public' and column_name ~ '(_sealed|_tokens?)$'
                            """)) {
                while (row.next()) {
                    there.add(row.getString(1));
                }
            }
        }
        assertThat(there).isNotEmpty().isSubsetOf(listed);
    }
}
