package qinqing.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import qinqing.audit.AuditVerification;
import qinqing.vault.KeyedMac;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.Suite;

/** {@code ./qinqing verify audit}: reads the trail with the keys of the data directory, beside a running server or without. */
final class VerifyAudit {
    private VerifyAudit() {}

    /** Exit code: 0 for a sound trail, 1 for one with faults. */
    static int run(Path folder) throws IOException, SQLException {
        try (var connection = database(folder)) {
            return verify(connection, folder);
        }
    }

    /** The configured database, or the one in the folder. */
    static Connection database(Path folder) throws IOException, SQLException {
        var url = Main.setting("quarkus.datasource.jdbc.url");
        return url.isPresent()
                ? EmbeddedDatabase.ofTheHouse(
                        url.get(),
                        Main.setting("quarkus.datasource.username").orElse(""),
                        Main.setting("quarkus.datasource.password").orElse(""))
                : EmbeddedDatabase.visit(folder);
    }

    private static int verify(Connection connection, Path folder) throws SQLException, IOException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        var keys = LocalKeyFile.open(folder.resolve("keys"), Suite.AES_256_GCM, Clock.systemUTC(), false);
        var result = new AuditVerification(new KeyedMac(keys), folder).verify(connection);
        result.faults().forEach(fault -> System.out.println("FAULT  " + fault));
        System.out.printf(
                "%d entries in the chain, %d waiting to be chained, %d checkpoints compared%n",
                result.entries(), result.waiting(), result.checkpoints());
        System.out.printf(
                "audit: %d passed, %d failed%n",
                result.faults().isEmpty() ? 1 : 0, result.faults().isEmpty() ? 0 : 1);
        return result.faults().isEmpty() ? 0 : 1;
    }
}
