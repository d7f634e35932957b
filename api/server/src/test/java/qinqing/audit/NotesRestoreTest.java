package qinqing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class NotesRestoreTest {
    @Inject
    NotesRestore notesRestore;

    @Inject
    AgroalDataSource database;

    @Inject
    @ConfigProperty(name = "qinqing.data-directory")
    Path folder;

    @Test
    void a_restore_leaves_one_entry_and_no_more() throws IOException, SQLException {
        Files.writeString(folder.resolve("restored"), "2026-11-21T20:00:00Z\n");
        notesRestore.note();
        notesRestore.note();
        assertThat(entries()).isEqualTo(1);
    }

    private int entries() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery(
                        "select count(*) from audit_entry where action = 'restore' and detail = 'at=2026-11-21T20:00:00Z'")) {
            answer.next();
            return answer.getInt(1);
        }
    }
}
