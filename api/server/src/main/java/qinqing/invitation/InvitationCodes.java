package qinqing.invitation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.spreadsheet.SpreadsheetExport;
import qinqing.vault.FieldKind;
import qinqing.vault.Sealer;
import qinqing.vault.Vault;

/** Codes between the import that made them and the administrator who hands them out: sealed, for a day, taken once. */
@Singleton
class InvitationCodes {
    static final Duration KEPT_FOR = Duration.ofDays(1);

    private static final List<String> HEADER = List.of("姓名", "手机号", "单位和角色", "邀请码", "有效期至");
    private static final TypeReference<List<String>> LINE = new TypeReference<>() {};

    private static final String KEEP = """
            insert into invitation_code (import_id, row_number, account_id, content_sealed, created_at) values (?, ?, ?, ?, ?)
            """;
    private static final String TAKE = """
            with taken as (delete from invitation_code where import_id = ? and created_at > ?
                           returning row_number, account_id, content_sealed)
            select account_id, content_sealed from taken order by row_number
            """;

    private final DataSource database;
    private final Vault vault;
    private final ObjectMapper json;
    private final Audit audit;
    private final Clock clock;

    InvitationCodes(DataSource database, Vault vault, ObjectMapper json, Audit audit, Clock clock) {
        this.database = database;
        this.vault = vault;
        this.json = json;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param cells as {@link #HEADER} has them */
    record Line(long row, UUID account, List<String> cells) {
        @Override
        public String toString() {
            return "Line[" + row + "]";
        }
    }

    void keep(Connection transaction, UUID importId, List<Line> lines) throws SQLException {
        var sealer = vault.sealer();
        try (var insert = transaction.prepareStatement(KEEP)) {
            for (var line : lines) {
                insert.setObject(1, importId);
                insert.setInt(2, (int) line.row());
                insert.setObject(3, line.account());
                insert.setBytes(4, sealer.seal(FieldKind.DOCUMENT, written(line.cells()), line.account()));
                insert.setObject(5, OffsetDateTime.now(clock));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * The sheet with the codes, on a worker thread; deleted and audited in the transaction that reads them, so that a
     * second one finds nothing.
     *
     * @throws ProblemException 409 when they were taken already or were older than a day
     */
    Uni<byte[]> take(Actor admin, UUID importId, String kind) {
        if (!kind.equals(ImportAccounts.KIND.name())) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        return Uni.createFrom()
                .item(() -> taken(admin, importId))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private byte[] taken(Actor admin, UUID importId) {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                var sheet = sheet(connection, importId);
                audit.record(connection, admin, "downloadInvitationCodes", "import", importId, null);
                connection.commit();
                return sheet;
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] sheet(Connection connection, UUID importId) throws SQLException, IOException {
        var out = new ByteArrayOutputStream();
        var sealer = vault.sealer();
        boolean any = false;
        try (var export = new SpreadsheetExport(out, "邀请码", HEADER);
                var take = connection.prepareStatement(TAKE)) {
            take.setObject(1, importId);
            take.setObject(2, OffsetDateTime.now(clock).minus(KEPT_FOR));
            try (var row = take.executeQuery()) {
                while (row.next()) {
                    any = true;
                    export.row(read(sealer, row.getObject(1, UUID.class), row.getBytes(2)));
                }
            }
        }
        if (!any) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT,
                    "邀请码已经下载过、已超过一天或没有产生，可为单个账号重新签发",
                    "The codes were taken already, are older than a day, or there were none; new ones can be issued one by one");
        }
        return out.toByteArray();
    }

    private List<String> read(Sealer sealer, UUID account, byte[] sealed) throws IOException {
        return json.readValue(sealer.open(FieldKind.DOCUMENT, sealed, account), LINE);
    }

    private String written(List<String> cells) {
        try {
            return json.writeValueAsString(cells);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
