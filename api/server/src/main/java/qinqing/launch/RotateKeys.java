package qinqing.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import qinqing.audit.Audit;
import qinqing.kernel.Ids;
import qinqing.rotation.RotatesKeys;
import qinqing.vault.KeyedMac;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.Suite;

/** {@code ./qinqing keys rotate}: new keys for all values, beside a running server or without; the old ones are destroyed. */
final class RotateKeys {
    /** One rotation at a time in the whole installation. */
    private static final long LOCK = 0x6b657973L;

    private RotateKeys() {}

    /** Exit code: 0 when the old keys are gone, 1 when some value still rests on them, 2 when another rotation is running. */
    static int run(Path folder) throws IOException, SQLException, InterruptedException {
        try (var connection = VerifyAudit.database(folder)) {
            if (!isAlone(connection)) {
                System.err.println("另一次密钥更换正在进行。Another rotation is running.");
                return 2;
            }
            var clock = Clock.systemUTC();
            var suite = Suite.valueOf(Main.setting("qinqing.crypto-suite").orElse(Suite.AES_256_GCM.name()));
            var keys = LocalKeyFile.open(folder.resolve("keys"), suite, clock, false);
            var county = Main.setting("qinqing.county-code").orElse("500102");
            var audit = new Audit(clock, new Ids(clock), new KeyedMac(keys), county);
            var result = new RotatesKeys(
                            connection, keys, suite, folder.resolve("uploads"), audit, clock, System.out::println)
                    .run();
            result.faults().forEach(fault -> System.out.println("FAULT  " + fault));
            System.out.printf(
                    "%d rows and %d files under new keys, %d old keys destroyed%n",
                    result.values(), result.files(), result.destroyed().size());
            return result.faults().isEmpty() ? 0 : 1;
        }
    }

    private static boolean isAlone(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement("select pg_try_advisory_lock(?)")) {
            statement.setLong(1, LOCK);
            try (var answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
