package qinqing.imports;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.http.Cursors;
import qinqing.http.Idempotency;
import qinqing.http.Page;
import qinqing.http.Upload;
import qinqing.http.Uploads;
import qinqing.http.Versions;
import qinqing.jobs.JobState;
import qinqing.jobs.JobTicket;
import qinqing.jobs.Jobs;
import qinqing.jobs.Watched;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/** Imports of every kind: asked for, watched, stopped, and the rows that were left out. */
@ApplicationScoped
public class Imports implements Watched {
    static final String LIST = "listImports";
    static final String ERRORS = "listImportRowErrors";

    private static final String COLUMNS = """
            select i.id, i.kind, j.state, j.done, j.total, i.rows_read, i.rows_kept, i.rows_bad, i.rows_warned, i.rows_duplicate,
                   i.file_name, i.created_at, j.started_at, j.finished_at, j.failure_code, j.failure_zh
            from import_run i join job j on j.id = i.id
            """;

    private final Uploads uploads;
    private final Idempotency idempotency;
    private final Jobs jobs;
    private final Cursors cursors;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;

    Imports(
            Uploads uploads,
            Idempotency idempotency,
            Jobs jobs,
            Cursors cursors,
            Audit audit,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.uploads = uploads;
        this.idempotency = idempotency;
        this.jobs = jobs;
        this.cursors = cursors;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
    }

    /** @param total 0 while unknown */
    record ProgressView(long done, long total) {}

    record CountsView(long read, long kept, long withErrors, long withWarnings, long duplicates) {}

    record View(
            UUID id,
            String kind,
            JobState state,
            ProgressView progress,
            CountsView counts,
            String fileName,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable FailureView failure) {

        /** Changes with the state and not with each row read: nobody could cancel what has another version by then. */
        int version() {
            return switch (state) {
                case QUEUED -> 0;
                case RUNNING -> 1;
                case SUCCEEDED, FAILED, CANCELLED -> 2;
            };
        }
    }

    record FailureView(String code, String detail) {}

    record RowErrorView(int rowNumber, @Nullable String column, String severity, String code, String reason) {}

    /**
     * Takes the file and asks for the job that reads it. The endpoint consumes {@code multipart/form-data} and has no
     * parameter for the body.
     *
     * @param key header {@code Idempotency-Key}
     * @return 202 with the import
     */
    public Uni<Response> receive(Actor actor, ImportKind kind, @Nullable String key, HttpServerRequest request) {
        return uploads.receive(request)
                .chain(upload ->
                        idempotency.once(actor, kind.operation(), key, upload.digest(), () -> start(actor, kind, upload)
                                .map(started -> Response.accepted(started)
                                        .location(URI.create("/api/v1/imports/" + started.id()))
                                        .tag(Versions.tag(started.version()))
                                        .build())));
    }

    /**
     * Of which kind one's own import is, once it is over.
     *
     * @throws ProblemException 404 when it is somebody else's, 409 while it is read
     */
    @WithSession
    public Uni<String> kindOfEnded(Actor actor, UUID id) {
        return find(actor, id).map(found -> {
            if (!found.state().isOver()) {
                throw new ProblemException(ProblemType.STATE_CONFLICT, "导入尚未结束", "The import is not over yet");
            }
            return found.kind();
        });
    }

    /** Keeps the file's name and asks for the job; to be called in a transaction. */
    private Uni<View> start(Actor actor, ImportKind kind, Upload upload) {
        var id = ids.timeOrdered();
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("""
                                insert into import_run (id, county_code, unit_id, kind, file_name, upload_id, created_by, created_at)
                                values (:id, :county, :unit, :kind, :file, :upload, :by, :now)
                                """)
                        .setParameter("id", id)
                        .setParameter("county", countyCode)
                        .setParameter("unit", actor.unitId())
                        .setParameter("kind", kind.name())
                        .setParameter("file", upload.fileName())
                        .setParameter("upload", upload.id())
                        .setParameter("by", actor.accountId())
                        .setParameter("now", OffsetDateTime.now(clock))
                        .executeUpdate())
                .chain(() -> jobs.enqueue(new JobTicket(id, kind.job(), actor.assignmentId(), actor.unitId())))
                .chain(() -> audit.record(actor, kind.operation(), "import", id))
                .chain(() -> find(actor, id));
    }

    @WithSession
    Uni<View> get(Actor actor, UUID id) {
        return find(actor, id);
    }

    @Override
    public String parameter() {
        return "importId";
    }

    /** An import is its job. */
    @Override
    @WithSession
    public Uni<UUID> jobOf(Actor actor, UUID id) {
        return find(actor, id).map(View::id);
    }

    private Uni<View> find(Actor actor, UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                COLUMNS + " where i.id = :id and i.created_by = :by", Object[].class)
                        .setParameter("id", id)
                        .setParameter("by", actor.accountId())
                        .getSingleResultOrNull())
                .map(row -> {
                    if (row == null) {
                        throw new ProblemException(ProblemType.NOT_FOUND);
                    }
                    return view(row);
                });
    }

    @WithSession
    Uni<Page<View>> list(Actor actor, String kind, @Nullable String cursor, int limit) {
        var before = cursors.read(LIST, cursor, 1).stream().findFirst().orElse("");
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(COLUMNS + """
                                where i.created_by = :by and (:kind = '' or i.kind = :kind)
                                  and (:before = '' or i.id < cast(nullif(:before, '') as uuid))
                                order by i.id desc limit :limit
                                """, Object[].class)
                        .setParameter("by", actor.accountId())
                        .setParameter("kind", kind)
                        .setParameter("before", before)
                        .setParameter("limit", limit + 1)
                        .getResultList())
                .map(rows -> Page.of(
                        rows.stream().map(Imports::view).toList(), limit, last -> cursors.write(LIST, last.id())));
    }

    @WithTransaction
    Uni<Void> cancel(Actor actor, UUID id, @Nullable String ifMatch) {
        return find(actor, id)
                .invoke(found -> Versions.require(ifMatch, found.version()))
                .chain(() -> jobs.cancel(id))
                .invoke(stopped -> {
                    if (!stopped) {
                        throw new ProblemException(ProblemType.STATE_CONFLICT, "导入已结束", "The import is over");
                    }
                })
                .chain(() -> audit.record(actor, "cancelImport", "import", id));
    }

    /** More findings than anybody mends by hand; the list itself tells all of them. */
    static final int MOST_FINDINGS = 50_000;

    /** The findings of an import, for a spreadsheet. */
    @WithSession
    Uni<List<RowErrorView>> findings(Actor actor, UUID id, List<Locale> wanted) {
        return find(actor, id)
                .chain(() -> Panache.getSession())
                .chain(session -> session.createNativeQuery("""
                                select row_number, column_name, severity, code, reason_zh, reason_en
                                from import_row_error where import_id = :id order by row_number, position limit :limit
                                """, Object[].class)
                        .setParameter("id", id)
                        .setParameter("limit", MOST_FINDINGS)
                        .getResultList())
                .map(found -> found.stream()
                        .map(error -> new RowErrorView(
                                (Integer) error[0],
                                (String) error[1],
                                (String) error[2],
                                (String) error[3],
                                new Text((String) error[4], (String) error[5]).in(wanted)))
                        .toList());
    }

    @WithSession
    Uni<Page<RowErrorView>> errors(Actor actor, UUID id, @Nullable String cursor, int limit, List<Locale> wanted) {
        var after = cursors.read(ERRORS, cursor, 3);
        int row = after.isEmpty() || !after.getFirst().equals(id.toString()) ? 0 : Integer.parseInt(after.get(1));
        int position = row == 0 ? 0 : Integer.parseInt(after.get(2));
        return find(actor, id)
                .chain(() -> Panache.getSession())
                .chain(session -> session.createNativeQuery("""
                                select row_number, position, column_name, severity, code, reason_zh, reason_en
                                from import_row_error
                                where import_id = :id and (row_number, position) > (:row, :position)
                                order by row_number, position limit :limit
                                """, Object[].class)
                        .setParameter("id", id)
                        .setParameter("row", row)
                        .setParameter("position", row == 0 ? -1 : position)
                        .setParameter("limit", limit + 1)
                        .getResultList())
                .map(found -> Page.of(found, limit, last -> cursors.write(ERRORS, id, last[0], last[1]))
                        .map(error -> new RowErrorView(
                                (Integer) error[0],
                                (String) error[2],
                                (String) error[3],
                                (String) error[4],
                                new Text((String) error[5], (String) error[6]).in(wanted))));
    }

    private static View view(Object[] row) {
        long total = ((Number) row[4]).longValue();
        return new View(
                (UUID) row[0],
                (String) row[1],
                JobState.valueOf((String) row[2]),
                new ProgressView(((Number) row[3]).longValue(), total),
                new CountsView(number(row[5]), number(row[6]), number(row[7]), number(row[8]), number(row[9])),
                (String) row[10],
                instant(row[11]),
                row[12] == null ? null : instant(row[12]),
                row[13] == null ? null : instant(row[13]),
                row[14] == null ? null : new FailureView((String) row[14], (String) row[15]));
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    private static Instant instant(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }
}
