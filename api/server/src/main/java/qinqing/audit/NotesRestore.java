package qinqing.audit;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.actor.Actor;

/**
 * A restore leaves an entry in the trail (decisions: audit). The restore script leaves a file with the time; the first
 * start after it writes the entry and takes the file away.
 */
@ApplicationScoped
class NotesRestore {
    private final AgroalDataSource database;
    private final Audit audit;
    private final Path marker;

    NotesRestore(AgroalDataSource database, Audit audit, @ConfigProperty(name = "qinqing.data-directory") Path folder) {
        this.database = database;
        this.audit = audit;
        this.marker = folder.resolve("restored");
    }

    void on(@Observes StartupEvent started) throws IOException, SQLException {
        note();
    }

    void note() throws IOException, SQLException {
        if (!Files.exists(marker)) {
            return;
        }
        try (var connection = database.getConnection()) {
            var at = "at=" + Files.readString(marker).strip().replaceAll("[^0-9TZ:-]", "");
            audit.record(connection, Actor.INSTALLATION, "restore", "database", null, at);
        }
        Files.delete(marker);
    }
}
