package qinqing.launch;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.kernel.Ids;
import qinqing.vault.BlindIndex;
import qinqing.vault.KeyProvider;
import qinqing.vault.KeyedMac;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.Passwords;
import qinqing.vault.Suite;
import qinqing.vault.Totp;
import qinqing.vault.Vault;

/** What comes in through the door: the clock, ids, and the keys with everything that is made of them. */
class Foundations {
    @Produces
    @Singleton
    Clock clock() {
        return DemoClock.isWanted() ? DemoClock.INSTANCE : Clock.systemUTC();
    }

    @Produces
    @Singleton
    Ids ids(Clock clock) {
        return new Ids(clock);
    }

    /**
     * Keys lie in the data directory, apart from the database and its backups (decisions: erasable keys).
     *
     * @throws SQLException when the database can't say whether it is still empty
     */
    @Produces
    @Singleton
    KeyProvider keys(
            @ConfigProperty(name = "qinqing.data-directory") Path folder,
            @ConfigProperty(name = "qinqing.crypto-suite") Suite suite,
            AgroalDataSource database)
            throws SQLException {
        return LocalKeyFile.open(folder.resolve("keys"), suite, Clock.systemUTC(), holdsNothing(database));
    }

    @Produces
    @Singleton
    Vault vault(KeyProvider keys, @ConfigProperty(name = "qinqing.crypto-suite") Suite suite) {
        return new Vault(keys, suite);
    }

    @Produces
    @Singleton
    BlindIndex index(KeyProvider keys) {
        return new BlindIndex(keys);
    }

    @Produces
    @Singleton
    KeyedMac mac(KeyProvider keys) {
        return new KeyedMac(keys);
    }

    @Produces
    @Singleton
    Passwords passwords() {
        return new Passwords();
    }

    @Produces
    @Singleton
    Totp totp() {
        return new Totp();
    }

    /** New keys beside old data would make it unreadable, so they are made for an empty database only. */
    private static boolean holdsNothing(AgroalDataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var answer = statement.executeQuery("select not exists (select from audit_entry)")) {
            return answer.next() && answer.getBoolean(1);
        }
    }
}
