package qinqing.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.deadline.Deadline;
import qinqing.jobs.JobKind;
import qinqing.jobs.JobRun;
import qinqing.jobs.JobState;
import qinqing.jobs.Outcome;
import qinqing.kernel.Ids;
import qinqing.spreadsheet.Row;
import qinqing.spreadsheet.SpreadsheetException;
import qinqing.spreadsheet.SpreadsheetSource;
import qinqing.vault.BlindIndex;
import qinqing.vault.Vault;

/**
 * Reads an uploaded list: finds its columns, checks row by row, seals and indexes, stages, and moves everything in with the
 * very transaction that ends the job. A killed or cancelled attempt leaves nothing; the next one starts over.
 */
@Singleton
public class ImportBeneficiaries implements JobKind {
    public static final String NAME = "benefit.import";

    private static final Duration WHILE_ANOTHER_IS_READ = Duration.ofSeconds(1);

    private final UploadedLists uploads;
    private final Vault vault;
    private final BlindIndex index;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;
    private final Villages villages;

    ImportBeneficiaries(
            UploadedLists uploads,
            Vault vault,
            BlindIndex index,
            ObjectMapper json,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.uploads = uploads;
        this.vault = vault;
        this.index = index;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
        this.villages = Villages.of(countyCode);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** How an attempt begins. */
    private sealed interface Begun {
        /** The list was cancelled meanwhile. */
        record NotWanted() implements Begun {}

        /** Another list of the programme is being read; this one has to see what it brings, to tell who is paid twice. */
        record OtherFirst() implements Begun {}
    }

    private record Task(
            UUID batchId,
            UUID programmeId,
            UUID uploadId,
            @Nullable ColumnMapping confirmed) implements Begun {}

    @Override
    public Outcome run(JobRun run) throws Exception {
        return switch (run.inTransaction(connection -> begin(connection, run.id()))) {
            case Begun.NotWanted() -> Outcome.done();
            case Begun.OtherFirst() -> Outcome.snooze(WHILE_ANOTHER_IS_READ);
            case Task task -> read(run, task);
        };
    }

    private Outcome read(JobRun run, Task task) throws Exception {
        try (var source = uploads.open(task.uploadId())) {
            return read(run, task, source);
        } catch (SpreadsheetException unreadable) {
            return Outcome.fail(unreadable.fault().name(), unreadable.fault().text());
        }
    }

    private Begun begin(Connection connection, UUID jobId) throws SQLException {
        if (isAnotherBeingRead(connection, jobId)) {
            return new Begun.OtherFirst();
        }
        try (var update = connection.prepareStatement("""
                update beneficiary_batch set status = 'IMPORTING', version = version + 1
                where job_id = ? and status in ('RECEIVED', 'IMPORTING')
                returning id, programme_id, upload_id, mapping, mapping_confirmed""")) {
            update.setObject(1, jobId);
            try (var row = update.executeQuery()) {
                if (!row.next()) {
                    return new Begun.NotWanted();
                }
                return new Task(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getBoolean(5) ? mapping(row.getString(4)) : null);
            }
        }
    }

    /** Lists of one programme are read one after the other; the lock keeps two from beginning at the same moment. */
    private static boolean isAnotherBeingRead(Connection connection, UUID jobId) throws SQLException {
        try (var lock = connection.prepareStatement("""
                        select pg_advisory_xact_lock(hashtextextended('lists of ' || programme_id, 0))
                        from beneficiary_batch where job_id = ?""");
                var question = connection.prepareStatement("""
                        select exists (select from beneficiary_batch mine
                                         join beneficiary_batch other
                                           on other.programme_id = mine.programme_id and other.id <> mine.id
                                         join job on job.id = other.job_id
                                       where mine.job_id = ? and other.status = 'IMPORTING' and job.state = 'RUNNING')""")) {
            lock.setObject(1, jobId);
            lock.execute();
            question.setObject(1, jobId);
            try (var row = question.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private Outcome read(JobRun run, Task task, SpreadsheetSource source) throws Exception {
        try (var rows = source.rows()) {
            var all = rows.iterator();
            var confirmed = task.confirmed();
            if (confirmed != null) {
                return read(run, task, source, confirmed, behindHeader(all, confirmed.headerRow()));
            }
            var first = firstOf(all);
            var mapping = Headers.recognize(first);
            if (!mapping.isSelfEvident()) {
                var proposal = written(mapping);
                return Outcome.done(connection -> askForMapping(connection, task.batchId(), proposal));
            }
            var list = Stream.concat(first.stream(), StreamSupport.stream(split(all), false))
                    .iterator();
            return read(run, task, source, mapping, behindHeader(list, mapping.headerRow()));
        }
    }

    private static java.util.Spliterator<Row> split(Iterator<Row> rows) {
        return java.util.Spliterators.spliteratorUnknownSize(rows, java.util.Spliterator.ORDERED);
    }

    private static List<Row> firstOf(Iterator<Row> rows) {
        var first = new ArrayList<Row>();
        while (first.size() < Headers.SEARCHED_ROWS && rows.hasNext()) {
            var row = rows.next();
            if (row.number() > Headers.SEARCHED_ROWS) {
                first.add(row);
                break;
            }
            first.add(row);
        }
        return first;
    }

    private static Iterator<Row> behindHeader(Iterator<Row> rows, int headerRow) {
        return StreamSupport.stream(split(rows), false)
                .filter(row -> row.number() > headerRow)
                .iterator();
    }

    private Outcome read(JobRun run, Task task, SpreadsheetSource source, ColumnMapping mapping, Iterator<Row> rows)
            throws SQLException, InterruptedException {
        var staging = new Staging(run.id(), run.attempt());
        staging.create(run.dataSource());
        var elsewhere = fingerprintsOfProgramme(run, task);
        var stages = new StagesRows(vault.sealer(), index.indexer(), ids, elsewhere);
        var today = LocalDate.now(clock.withZone(Deadline.ZONE));
        var counts = new ReadsList(run.dataSource(), staging)
                .read(rows, new ReadsRow(mapping, villages, today), stages, read -> {
                    run.progress(read, Math.max(read, source.expectedRows()));
                    return !run.shouldStop();
                });
        if (counts == null) {
            return Outcome.stopped();
        }
        run.progress(counts.read(), counts.read());
        var written = written(mapping);
        var format = source.format().name();
        return Outcome.done(connection -> moveIn(connection, run.id(), task, staging, counts, written, format));
    }

    /** What the programme's other lists hold, to tell rows that pay the same twice. */
    private static Fingerprints fingerprintsOfProgramme(JobRun run, Task task) throws SQLException {
        var found = new Fingerprints();
        try (var connection = run.dataSource().getConnection()) {
            connection.setAutoCommit(false); // a cursor reads page by page only inside a transaction
            try (var question = connection.prepareStatement("""
                    select r.person_token, r.name_key, r.village_code, r.address_token, r.role, r.company_name, r.amount, r.granted_on
                    from beneficiary r join beneficiary_batch b on b.id = r.batch_id
                    where b.programme_id = ? and b.id <> ? and b.status in ('IMPORTED', 'ENDORSED')""")) {
                question.setFetchSize(5000);
                question.setObject(1, task.programmeId());
                question.setObject(2, task.batchId());
                try (var row = question.executeQuery()) {
                    while (row.next()) {
                        long fingerprint = Fingerprints.of(
                                row.getBytes(1),
                                row.getString(2),
                                row.getString(3),
                                row.getBytes(4),
                                row.getString(5),
                                row.getString(6),
                                row.getBigDecimal(7),
                                row.getObject(8, LocalDate.class));
                        if (fingerprint != 0) {
                            found.addAndTell(fingerprint);
                        }
                    }
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
        return found;
    }

    private static void askForMapping(Connection connection, UUID batchId, String proposal) throws SQLException {
        try (var update = connection.prepareStatement("""
                update beneficiary_batch set status = 'MAPPING_NEEDED', mapping = ?, version = version + 1
                where id = ? and status = 'IMPORTING'""")) {
            update.setString(1, proposal);
            update.setObject(2, batchId);
            update.executeUpdate();
        }
    }

    /** All rows and the list's new state, or nothing: a list cancelled in the last moment takes none in. */
    private static void moveIn(
            Connection connection,
            UUID jobId,
            Task task,
            Staging staging,
            RowCounts counts,
            String mapping,
            String format)
            throws SQLException {
        if (finish(connection, task.batchId(), counts, mapping, format)) {
            forget(connection, "delete from beneficiary where batch_id = ?", task.batchId());
            forget(connection, "delete from beneficiary_row_error where batch_id = ?", task.batchId());
            staging.moveIn(connection, task.batchId());
        }
        Staging.drop(connection, jobId);
    }

    private static boolean finish(Connection connection, UUID batchId, RowCounts counts, String mapping, String format)
            throws SQLException {
        try (var update = connection.prepareStatement("""
                update beneficiary_batch
                set status = 'IMPORTED', rows_total = ?, rows_good = ?, rows_bad = ?, rows_warned = ?, rows_duplicate = ?,
                    total_amount = ?, mapping = ?, file_format = ?, version = version + 1
                where id = ? and status = 'IMPORTING'""")) {
            update.setLong(1, counts.read());
            update.setLong(2, counts.kept());
            update.setLong(3, counts.withErrors());
            update.setLong(4, counts.withWarnings());
            update.setLong(5, counts.duplicates());
            update.setBigDecimal(6, counts.amount().max(BigDecimal.ZERO));
            update.setString(7, mapping);
            update.setString(8, format);
            update.setObject(9, batchId);
            return update.executeUpdate() == 1;
        }
    }

    private static void forget(Connection connection, String sql, UUID batchId) throws SQLException {
        try (var delete = connection.prepareStatement(sql)) {
            delete.setObject(1, batchId);
            delete.executeUpdate();
        }
    }

    @Override
    public void gaveUp(Connection connection, UUID jobId, JobState state) throws SQLException {
        Staging.drop(connection, jobId);
        try (var update = connection.prepareStatement("""
                update beneficiary_batch set status = ?, version = version + 1
                where job_id = ? and status in ('RECEIVED', 'IMPORTING')""")) {
            update.setString(1, state == JobState.CANCELLED ? "CANCELLED" : "FAILED");
            update.setObject(2, jobId);
            update.executeUpdate();
        }
        if (state == JobState.CANCELLED) {
            dropFile(connection, jobId);
        }
    }

    /** Nobody reads a cancelled list again, so the file may go whether this transaction is kept or not. */
    private void dropFile(Connection connection, UUID jobId) throws SQLException {
        try (var question = connection.prepareStatement(
                "select upload_id from beneficiary_batch where job_id = ? and status = 'CANCELLED'")) {
            question.setObject(1, jobId);
            try (var row = question.executeQuery()) {
                if (row.next()) {
                    uploads.drop(row.getObject(1, UUID.class));
                }
            }
        }
    }

    private String written(ColumnMapping mapping) {
        try {
            return json.writeValueAsString(mapping);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ColumnMapping mapping(String stored) {
        try {
            return json.readValue(stored, ColumnMapping.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored mapping can't be read", e);
        }
    }
}
