package qinqing.rotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.http.Uploads;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Key;
import qinqing.vault.KeyProvider;
import qinqing.vault.KeyPurpose;
import qinqing.vault.SealedFile;
import qinqing.vault.Suite;
import qinqing.vault.Vault;

/**
 * One rotation of the keys of values and of the index, beside a working server. New keys are made, every value is sealed and
 * indexed anew, and when nothing rests on the old keys any more, and nobody is under way who read something under them, they are
 * destroyed. It may be killed at any moment: started again, it goes on where it was.
 *
 * <p>The keys of the audit trail, of cursors and of tokens are not touched: what they vouch for stays as it was signed. Neither is
 * the index of repeated requests, which holds hashes of what nobody could guess.
 */
public final class RotatesKeys {

    /** Other processes follow the key file within a second. */
    private static final Duration ALL_KNOW = Duration.ofMillis(1_500);

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** An upload that did not grow for so long is not being received. */
    private static final Duration STILL = Duration.ofMinutes(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final List<KeyPurpose> PURPOSES = List.of(
            Suite.AES_256_GCM,
            Suite.SM4_GCM,
            IndexPurpose.PERSON,
            IndexPurpose.MASKED_PERSON,
            IndexPurpose.PHONE,
            IndexPurpose.ADDRESS,
            IndexPurpose.BIRTH_DATE,
            IndexPurpose.LOGIN);

    /**
     * What was done.
     *
     * @param values rows whose values or tokens were made anew
     * @param files uploads sealed anew
     * @param destroyed names of keys, without the keys
     * @param faults why the old keys were left; empty when they are gone
     */
    public record Result(long values, int files, List<String> destroyed, List<String> faults) {}

    private final Connection connection;
    private final KeyProvider keys;
    private final Suite suite;
    private final Path uploads;
    private final Audit audit;
    private final Clock clock;
    private final Consumer<String> say;

    /**
     * @param connection as the owner of the tables, for this alone
     * @param suite what the server seals with
     * @param uploads the folder with uploaded files
     * @param say tells the operator how far it is
     */
    public RotatesKeys(
            Connection connection,
            KeyProvider keys,
            Suite suite,
            Path uploads,
            Audit audit,
            Clock clock,
            Consumer<String> say) {
        this.connection = connection;
        this.keys = keys;
        this.suite = suite;
        this.uploads = uploads;
        this.audit = audit;
        this.clock = clock;
        this.say = say;
    }

    /**
     * @throws SQLException as the database says; what was done so far is kept
     * @throws IOException when a file can't be written
     */
    public Result run() throws SQLException, IOException, InterruptedException {
        connection.setAutoCommit(true);
        execute("select set_config('qinqing.tenant', 'HOUSE::::', false)");
        // shorter than the wait before the database looks for deadlocks: in doubt we give way, never a request
        execute("set lock_timeout = '300ms'");
        makeNewKeys();
        Thread.sleep(ALL_KNOW);
        var values = 0L;
        var files = 0;
        var faults = new ArrayList<String>();
        while (faults.isEmpty()) {
            if (!awaitThoseUnderWay()) {
                faults.add("somebody has been under way for ten minutes: run it again later");
                break;
            }
            var reseals = new ResealsRows(connection, new Vault(keys, suite), keys, suite, today());
            var changed = reseals.all(say);
            var changedFiles = files();
            values += changed;
            files += changedFiles;
            faults.addAll(reseals.faults());
            if (changed + changedFiles == 0) {
                break;
            }
        }
        var destroyed = faults.isEmpty() ? destroyOldKeys() : List.<String>of();
        audit.record(
                connection,
                Actor.INSTALLATION,
                "rotateKeys",
                "key",
                null,
                "rows=%d, files=%d, destroyed=%d, faults=%d".formatted(values, files, destroyed.size(), faults.size()));
        return new Result(values, files, destroyed, List.copyOf(faults));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** A purpose with two keys was being rotated when somebody stopped it. */
    private void makeNewKeys() {
        for (var purpose : PURPOSES) {
            if (keys.readable(purpose).size() < 2) {
                keys.rotate(purpose);
            }
        }
        say.accept("new keys for " + PURPOSES.size() + " purposes");
    }

    /** Transactions and jobs that may have read something under the old keys, and files that are being received. */
    private boolean awaitThoseUnderWay() throws SQLException, IOException, InterruptedException {
        var since = text("select clock_timestamp()::text");
        var jobs = text("select coalesce(string_agg(id || ':' || attempt, ','), '') from job where state = 'RUNNING'");
        var received = uploadsUnderWay();
        var begun = clock.instant();
        while (received.stream().anyMatch(RotatesKeys::isStillReceived)
                || count(
                                        "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
                                                + " and backend_type = 'client backend' and xact_start < cast(? as timestamptz)",
                                        since)
                                + count(
                                        "select count(*) from job where state = 'RUNNING' and (id || ':' || attempt) = any (string_to_array(?, ','))",
                                        jobs)
                        > 0) {
            if (clock.instant().isAfter(begun.plus(PATIENCE))) {
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }

    /** Those of a process that was killed don't grow any more, and are swept some time. */
    private static boolean isStillReceived(Path file) {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isAfter(Instant.now(Clock.systemUTC()).minus(STILL));
        } catch (IOException gone) {
            return false;
        }
    }

    private List<Path> uploadsUnderWay() throws IOException {
        return uploads(Uploads.PARTIAL);
    }

    private List<Path> uploads(String suffix) throws IOException {
        if (!Files.isDirectory(uploads)) {
            return List.of();
        }
        try (var list = Files.list(uploads)) {
            return list.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private int files() throws IOException {
        var vault = new Vault(keys, suite);
        var changed = 0;
        for (var file : uploads(Uploads.WHOLE)) {
            var name = file.getFileName().toString();
            var id = UUID.fromString(name.substring(0, name.length() - Uploads.WHOLE.length()));
            if (new SealedFile(file, id).reseal(vault)) {
                changed++;
            }
        }
        return changed;
    }

    private List<String> destroyOldKeys() throws SQLException {
        // counters of failures and of sent codes by phone: nobody could find them again
        for (var table : List.of("login_failure", "sent_code")) {
            execute("delete from " + table + " where get_byte(phone_token, 0) <> "
                    + keys.active(IndexPurpose.LOGIN).id());
        }
        var destroyed = new ArrayList<String>();
        for (var purpose : PURPOSES) {
            var readable = keys.readable(purpose);
            for (Key old : readable.subList(1, readable.size())) {
                keys.destroy(purpose, old.id());
                destroyed.add(old.toString());
            }
        }
        say.accept(destroyed.size() + " old keys destroyed");
        return List.copyOf(destroyed);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String text(String question) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(question)) {
            row.next();
            return row.getString(1);
        }
    }

    private long count(String question, String with) throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setString(1, with);
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
