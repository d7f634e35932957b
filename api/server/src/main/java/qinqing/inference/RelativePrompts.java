package qinqing.inference;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.deadline.Deadline;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/** The questions to declarants: first theirs alone, after thirty days the inspection body's too (product.md 8). */
@ApplicationScoped
class RelativePrompts {
    /** Days for the declarant to answer in private; what A3.5 gives for an amendment. */
    static final int PRIVATE_DAYS = 30;

    static final int LONGEST_NOTE = 500;

    private static final String LIST = "listRelativePrompts";

    /** An official sees their own; the inspection body what the declarant's thirty days did not settle. */
    private static final String SEEN = """
            select p.*, o.name as official_name from relative_prompt p join official o on o.id = p.official_id
             where case when $1::uuid is not null then p.official_id = $1
                        else p.visible_on <= $3 and p.status in ('OPEN', 'WILL_DECLARE', 'NOT_A_RELATIVE')
                             and exists (select from unit u where u.id = p.unit_id and u.ancestors @> array[$2::uuid]) end
            """;

    private static final String ONE = SEEN + " and p.id = $4";
    private static final String PAGE = SEEN + """
             and ($4::text is null or p.status = $4) and ($5::uuid is null or p.id < $5)
             order by p.id desc limit $6
            """;
    private static final String ANSWER = """
            update relative_prompt
               set status = :status, note = :note, answered_at = :now, version = version + 1
             where id = :id and version = :version
            """;

    private final Pool pool;
    private final Cursors cursors;
    private final Clock clock;
    private final Audit audit;

    RelativePrompts(@ReactiveDataSource("statements") Pool pool, Cursors cursors, Clock clock, Audit audit) {
        this.pool = pool;
        this.cursors = cursors;
        this.clock = clock;
        this.audit = audit;
    }

    /** A prompt with its version. */
    record Shown(RelativePromptView view, int version) {}

    Uni<Page<RelativePromptView>> list(Actor actor, @Nullable PromptStatus state, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 1).stream().findFirst().map(UUID::fromString);
        return pool.preparedQuery(PAGE)
                .execute(Tuple.tuple(Arrays.asList(
                        official(actor),
                        actor.unitId(),
                        today(),
                        state == null ? null : state.name(),
                        after.orElse(null),
                        limit + 1)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> RelativePromptView.of(row, isDeclarant(actor)))
                        .toList())
                .map(found -> Page.of(found, limit, last -> cursors.write(LIST, last.id())));
    }

    /** @throws ProblemException 404 for a prompt the actor may not know */
    Uni<Shown> get(Actor actor, UUID id) {
        return pool.preparedQuery(ONE)
                .execute(Tuple.tuple(Arrays.asList(official(actor), actor.unitId(), today(), id)))
                .map(rows -> first(rows)
                        .map(row ->
                                new Shown(RelativePromptView.of(row, isDeclarant(actor)), row.getInteger("version")))
                        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }

    /**
     * The declarant says what they will do.
     *
     * @throws ProblemException 404, 412, 428; 400 for an answer that isn't one or says no reason; 409 once it is settled
     */
    Uni<Shown> answer(
            Actor actor, UUID id, @Nullable String ifMatch, @Nullable PromptStatus answer, @Nullable String note) {
        return get(actor, id)
                .invoke(shown -> {
                    Versions.require(ifMatch, shown.version());
                    check(shown.view().state(), answer, note);
                })
                .chain(shown -> record(actor, id, shown.version(), answer, note))
                .chain(() -> get(actor, id));
    }

    private static void check(PromptStatus present, @Nullable PromptStatus answer, @Nullable String note) {
        if (answer != PromptStatus.WILL_DECLARE && answer != PromptStatus.NOT_A_RELATIVE) {
            throw wrong("/answer", "请选择“将补报”或者“不是应报亲属”", "Answer WILL_DECLARE or NOT_A_RELATIVE");
        }
        if (answer == PromptStatus.NOT_A_RELATIVE && (note == null || note.isBlank())) {
            throw wrong("/note", "请说明为什么不属于应报告的亲属（A2.1）", "Please say why this is not a relative to declare (A2.1)");
        }
        if (note != null && note.length() > LONGEST_NOTE) {
            throw wrong("/note", "说明不超过%d字".formatted(LONGEST_NOTE), "At most %d characters".formatted(LONGEST_NOTE));
        }
        if (!present.next().contains(answer)) {
            throw new ProblemException(ProblemType.STATE_CONFLICT, "该提示已经办结，不需要再答复", "This prompt is settled already");
        }
    }

    private static ProblemException wrong(String pointer, String zh, String en) {
        return new ProblemException(
                ProblemType.INVALID_INPUT,
                new Text(zh, en),
                List.of(new ProblemException.FieldError(pointer, new Text(zh, en))));
    }

    @WithTransaction
    Uni<Void> record(Actor actor, UUID id, int version, @Nullable PromptStatus answer, @Nullable String note) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ANSWER)
                        .setParameter("status", answer == null ? null : answer.name())
                        .setParameter("note", note == null || note.isBlank() ? null : note.strip())
                        .setParameter("now", OffsetDateTime.now(clock))
                        .setParameter("id", id)
                        .setParameter("version", version)
                        .executeUpdate())
                .invoke(changed -> {
                    if (changed != 1) {
                        throw new ProblemException(ProblemType.STALE_VERSION);
                    }
                })
                .chain(() -> audit.record(actor, "relative-prompt.answered", "relative_prompt", id));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), Deadline.ZONE);
    }

    private static boolean isDeclarant(Actor actor) {
        return actor.role() == Role.OFFICIAL;
    }

    /** {@code null} for the inspection body; an account bound to no official sees nothing as OFFICIAL. */
    private static @Nullable UUID official(Actor actor) {
        if (!isDeclarant(actor)) {
            return null;
        }
        return actor.officialId() == null ? new UUID(0, 0) : actor.officialId();
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false).findFirst();
    }
}
