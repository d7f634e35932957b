package qinqing.identity;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.jobs.JobKind;
import qinqing.jobs.JobRun;
import qinqing.jobs.JobState;
import qinqing.jobs.Outcome;
import qinqing.problem.Text;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;

/**
 * Hands one code to the gateway, outside the request that asked for it: how long the gateway takes would tell whether
 * there is somebody to send it to. A worker that dies after the gateway took it sends it twice, which does no harm.
 */
@Singleton
class SendsCode implements JobKind {
    static final String NAME = "identity.send-code";

    private record Message(byte @Nullable [] sealed, Instant expiresAt) {}

    private final CodeChannel channel;
    private final Vault vault;
    private final Clock clock;

    SendsCode(CodeChannel channel, Vault vault, Clock clock) {
        this.channel = channel;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Outcome run(JobRun run) throws SQLException, IOException, InterruptedException {
        var found = run.inTransaction(connection -> find(connection, run.id()));
        if (found.isEmpty()) {
            return Outcome.done();
        }
        var message = found.get();
        if (!clock.instant().isBefore(message.expiresAt())) {
            return Outcome.fail("EXPIRED", new Text("验证码已过期，未能送达", "The code expired before it could be sent"));
        }
        if (message.sealed() != null) {
            channel.deliver(vault.open(FieldKind.DOCUMENT, message.sealed(), run.id()));
        }
        return Outcome.done(connection -> delete(connection, run.id()));
    }

    @Override
    public void gaveUp(Connection connection, UUID jobId, JobState state) throws SQLException {
        delete(connection, jobId);
    }

    private static Optional<Message> find(Connection connection, UUID id) throws SQLException {
        try (var question =
                connection.prepareStatement("select content_sealed, expires_at from code_message where id = ?")) {
            question.setObject(1, id);
            try (var row = question.executeQuery()) {
                return row.next()
                        ? Optional.of(new Message(
                                row.getBytes(1),
                                row.getObject(2, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
            }
        }
    }

    private static void delete(Connection connection, UUID id) throws SQLException {
        try (var delete = connection.prepareStatement("delete from code_message where id = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }
}
