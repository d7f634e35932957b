package qinqing.audit;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.vault.KeyedMac;

/** Chains new entries within a second or two and notes the head of the chain every minute. */
@ApplicationScoped
class SealsAudit {
    private final AgroalDataSource database;
    private final Clock clock;
    private final AuditChain chain;
    private final AuditCheckpoints checkpoints;
    private long noted;

    SealsAudit(
            AgroalDataSource database,
            Clock clock,
            KeyedMac mac,
            @ConfigProperty(name = "qinqing.data-directory") Path folder) {
        this.database = database;
        this.clock = clock;
        this.chain = new AuditChain(mac);
        this.checkpoints = new AuditCheckpoints(folder, mac);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void seal() throws SQLException {
        int sealed;
        do {
            sealed = sealOnce();
        } while (sealed == AuditChain.AT_ONCE);
    }

    private int sealOnce() throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                int sealed = chain.seal(connection);
                connection.commit();
                return sealed;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    @Scheduled(every = "60s", delayed = "60s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void note() throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            var head = AuditChain.last(connection);
            if (head.number() > noted) {
                checkpoints.note(head, clock.instant());
                noted = head.number();
            }
        }
    }
}
