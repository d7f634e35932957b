package qinqing.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.vault.KeyedMac;

/** Shows the trail to those who inspect it; every reading leaves an entry of its own. */
@ApplicationScoped
class ReadsAudit {
    static final String LIST = "listAuditEntries";

    /** What an administrator sees: sign-ins, accounts, systems, units, settings, files of them; never a case. */
    static final Set<String> ADMINISTRATION = Set.of(
            "account",
            "assignment",
            "login_session",
            "api_client",
            "unit",
            "site",
            "post",
            "staff",
            "calendar_year",
            "county_settings",
            "import",
            "database",
            "audit_entry");

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Ids begin with their millisecond, so days are ranges of ids; the exact limit is held by the time itself. */
    private static final long SLACK_MILLIS = 1000;

    private static final String ENTRIES = """
            select cast(json_build_object(
                       'id', e.id, 'number', l.sequence, 'at', e.at, 'accountId', e.account_id, 'assignmentId', e.assignment_id,
                       'role', e.role, 'unitId', e.unit_id, 'action', e.action, 'subjectKind', e.subject_kind,
                       'subjectId', e.subject_id, 'detail', e.detail) as text)
            from audit_entry e
            left join audit_link l on l.entry_id = e.id
            where (:everywhere or exists (select 1 from unit u where u.id = e.unit_id and u.ancestors @> array[cast(:unit as uuid)]))
              and (not :administration or e.subject_kind = any (string_to_array(:kinds, ' ')))
              and (cast(:action as text) is null or e.action = cast(:action as text))
              and (cast(:account as uuid) is null or e.account_id = cast(:account as uuid))
              and (cast(:subject as uuid) is null or e.subject_id = cast(:subject as uuid))
              and e.at >= :from and e.at < :to and e.id >= :lowest and e.id < :highest
            order by e.id desc
            limit :limit
            """;

    private static final String HEAD = """
            select cast(json_build_object('number', l.sequence, 'link', encode(l.mac, 'base64')) as text)
            from audit_link l order by l.sequence desc limit 1
            """;

    /** The contract's {@code AuditEntry}. */
    record EntryView(
            UUID id,
            @Nullable Long number,
            Instant at,
            @Nullable UUID accountId,
            @Nullable UUID assignmentId,
            Role role,
            @Nullable UUID unitId,
            String action,
            String subjectKind,
            @Nullable UUID subjectId,
            @Nullable String detail) {}

    /** What to look for; days are those of the county, both included. */
    record Filter(
            @Nullable String action,
            @Nullable UUID account,
            @Nullable UUID subject,
            @Nullable LocalDate from,
            @Nullable LocalDate to) {}

    private record Head(long number, String link) {}

    private final Audit audit;
    private final AuditCheckpoints checkpoints;
    private final Cursors cursors;
    private final ObjectMapper json;
    private final Clock clock;

    ReadsAudit(
            Audit audit,
            KeyedMac mac,
            @ConfigProperty(name = "qinqing.data-directory") Path folder,
            Cursors cursors,
            ObjectMapper json,
            Clock clock) {
        this.audit = audit;
        this.checkpoints = new AuditCheckpoints(folder, mac);
        this.cursors = cursors;
        this.json = json;
        this.clock = clock;
    }

    Uni<Page<EntryView>> list(Actor actor, Filter filter, @Nullable String cursor, int limit) {
        var after = cursors.read(LIST, cursor, 1);
        var from = filter.from() == null ? Instant.EPOCH : start(filter.from());
        var to = filter.to() == null
                ? clock.instant().plus(1, ChronoUnit.DAYS)
                : start(filter.to().plusDays(1));
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(ENTRIES, String.class)
                        .setParameter("everywhere", actor.seesCounty())
                        .setParameter("unit", actor.unitId())
                        .setParameter("administration", actor.role() == Role.ADMIN)
                        .setParameter("kinds", String.join(" ", ADMINISTRATION))
                        .setParameter("action", filter.action())
                        .setParameter("account", filter.account())
                        .setParameter("subject", filter.subject())
                        .setParameter("from", from.atOffset(ZoneOffset.UTC))
                        .setParameter("to", to.atOffset(ZoneOffset.UTC))
                        .setParameter("lowest", id(from.minusMillis(SLACK_MILLIS)))
                        .setParameter(
                                "highest",
                                after.isEmpty() ? id(to.plusMillis(SLACK_MILLIS)) : UUID.fromString(after.getFirst()))
                        .setParameter("limit", limit + 1)
                        .getResultList())
                .map(lines -> Page.of(
                        lines.stream().map(line -> read(line, EntryView.class)).toList(),
                        limit,
                        last -> cursors.write(LIST, last.id())))
                .call(page -> audit.record(
                        actor,
                        LIST,
                        "audit_entry",
                        null,
                        "shown=" + page.items().size())));
    }

    /** The head of the chain as it stands. */
    Uni<AuditCheckpoints.Checkpoint> checkpoint() {
        return Panache.withSession(
                        () -> Panache.getSession().chain(session -> session.createNativeQuery(HEAD, String.class)
                                .getSingleResultOrNull()))
                .map(line -> checkpoints.of(
                        line == null ? new AuditChain.Link(0, AuditChain.BEGINNING) : link(read(line, Head.class)),
                        clock.instant().truncatedTo(ChronoUnit.MICROS)));
    }

    private static AuditChain.Link link(Head head) {
        // PostgreSQL breaks base64 into lines
        return new AuditChain.Link(
                head.number(), java.util.Base64.getMimeDecoder().decode(head.link()));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant();
    }

    /** The smallest id of this moment (RFC 9562, version 7). */
    private static UUID id(Instant at) {
        return new UUID(Math.max(0, at.toEpochMilli()) << 16, 0);
    }

    private <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own statement gave no " + type.getSimpleName() + ": "
                    + e.getClass().getSimpleName());
        }
    }
}
