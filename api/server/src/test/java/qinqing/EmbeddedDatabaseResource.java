package qinqing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import qinqing.launch.EmbeddedDatabase;

/** A fresh PostgreSQL and data directory, and a clock that may be moved, for the one Quarkus boot that all HTTP tests share. */
public final class EmbeddedDatabaseResource implements QuarkusTestResourceLifecycleManager {
    private EmbeddedDatabase database;

    @Override
    public Map<String, String> start() {
        System.setProperty("qinqing.demo.clock", "true");
        try {
            var folder = Files.createTempDirectory(Path.of("target"), "data-");
            database = EmbeddedDatabase.start(folder, false);
            return Map.of(
                    "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                    "quarkus.datasource.reactive.url", database.reactiveUrl(),
                    "quarkus.datasource.username", database.login(),
                    "quarkus.datasource.password", database.password(),
                    "qinqing.data-directory", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
