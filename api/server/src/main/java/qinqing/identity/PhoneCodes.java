package qinqing.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.jobs.JobTicket;
import qinqing.jobs.Jobs;
import qinqing.kernel.Ids;
import qinqing.kernel.Phone;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.CountyDay;
import qinqing.token.Secrets;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Vault;

/**
 * Codes sent to a phone: six digits that let a citizen in, and reset codes for passwords. Known phones and others are
 * answered alike and cause the same work; only the message, sent later by a job, differs.
 */
@ApplicationScoped
class PhoneCodes {
    enum Purpose {
        CITIZEN_SIGN_IN,
        PASSWORD_RESET
    }

    /** Answer to whoever asked, whether a code was sent or not. */
    record Receipt(Instant expiresAt, Instant resendAfter) {}

    static final Duration LIFE = Duration.ofMinutes(10);
    static final Duration RESEND_AFTER = Duration.ofMinutes(1);
    /** Nobody's phone is flooded by those who know its number. */
    static final int TIMES_A_DAY = 10;

    private static final int DIGITS = 1_000_000;

    private static final String ADMIT = """
            insert into sent_code as s (phone_token, purpose, sent_at, expires_at, day, times)
            values (:phone, :purpose, :now, :until, :day, 1)
            on conflict (phone_token, purpose) do update
               set code_token = null, sent_at = excluded.sent_at, expires_at = excluded.expires_at, day = excluded.day,
                   times = case when s.day = excluded.day then s.times + 1 else 1 end
             where s.sent_at <= :before and (s.day <> excluded.day or s.times < :most)
            """;
    private static final String SENT =
            "select sent_at, expires_at from sent_code where phone_token = :phone and purpose = :purpose";
    private static final String KEEP =
            "update sent_code set code_token = :code where phone_token = :phone and purpose = :purpose";
    private static final String TAKE = """
            select code_token, sent_at from sent_code
             where phone_token in (:phones) and purpose = :purpose and expires_at > :now and code_token is not null
               for update
            """;
    private static final String USED_UP =
            "update sent_code set code_token = null where phone_token in (:phones) and purpose = :purpose";
    private static final String MESSAGE = """
            insert into code_message (id, content_sealed, expires_at) values (:id, cast(:content as bytea), :until)
            """;

    private final CodeChannel channel;
    private final AccountRepository accounts;
    private final AssignmentRepository assignments;
    private final OneTimeCodes codes;
    private final Jobs jobs;
    private final Phones phones;
    private final Secrets secrets;
    private final BlindIndex index;
    private final Vault vault;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;
    private final String countyName;

    PhoneCodes(
            CodeChannel channel,
            AccountRepository accounts,
            AssignmentRepository assignments,
            OneTimeCodes codes,
            Jobs jobs,
            Phones phones,
            Secrets secrets,
            BlindIndex index,
            Vault vault,
            ObjectMapper json,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-name") String countyName) {
        this.channel = channel;
        this.accounts = accounts;
        this.assignments = assignments;
        this.codes = codes;
        this.jobs = jobs;
        this.phones = phones;
        this.secrets = secrets;
        this.index = index;
        this.vault = vault;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
        this.countyName = countyName;
    }

    /**
     * Inside the caller's transaction. Asked again within the minute it answers as before and sends nothing.
     *
     * @throws ProblemException RULE_NOT_MET without a channel, TOO_MANY_REQUESTS for the eleventh code of a day
     */
    Uni<Receipt> send(Phone phone, Purpose purpose) {
        channel.requireOpen();
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS); // as the database keeps it
        var receipt = new Receipt(now.plus(LIFE), now.plus(RESEND_AFTER));
        return admit(phone, purpose, now)
                .chain(admitted -> admitted
                        ? text(phone, purpose)
                                .chain(text -> enqueue(phone, text, receipt.expiresAt()))
                                .replaceWith(receipt)
                        : before(phone, purpose, now));
    }

    /** Whether this is the code that was sent; it stays good until {@link #usedUp}. Inside the caller's transaction. */
    Uni<Boolean> isRight(Phone phone, Purpose purpose, String code) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TAKE, Object[].class)
                        .setParameter("phones", phones.tokens(phone))
                        .setParameter("purpose", purpose.name())
                        .setParameter("now", utc(clock.instant()))
                        .getResultList())
                .map(kept -> kept.stream()
                        .map(row -> (byte[]) row[0])
                        .anyMatch(token -> index.tokens(IndexPurpose.LOGIN, bound(phone, purpose, code)).stream()
                                .anyMatch(given -> MessageDigest.isEqual(token, given))));
    }

    Uni<Void> usedUp(Phone phone, Purpose purpose) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(USED_UP)
                        .setParameter("phones", phones.tokens(phone))
                        .setParameter("purpose", purpose.name())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Boolean> admit(Phone phone, Purpose purpose, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADMIT)
                        .setParameter("phone", phones.token(phone))
                        .setParameter("purpose", purpose.name())
                        .setParameter("now", utc(now))
                        .setParameter("until", utc(now.plus(LIFE)))
                        .setParameter("day", CountyDay.today(clock))
                        .setParameter("before", utc(now.minus(RESEND_AFTER)))
                        .setParameter("most", TIMES_A_DAY)
                        .executeUpdate())
                .map(written -> written > 0);
    }

    private Uni<Receipt> before(Phone phone, Purpose purpose, Instant now) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SENT, Object[].class)
                        .setParameter("phone", phones.token(phone))
                        .setParameter("purpose", purpose.name())
                        .getSingleResult())
                .map(row -> new Receipt(instant(row[1]), instant(row[0]).plus(RESEND_AFTER)))
                .invoke(receipt -> {
                    if (!now.isBefore(receipt.resendAfter())) {
                        throw ProblemException.retryAfter(
                                ProblemType.TOO_MANY_REQUESTS,
                                CountyDay.untilTomorrow(clock),
                                new Text(
                                        "该号码今日获取验证码次数已用完，请明日再试",
                                        "No more codes for this phone today, please try tomorrow"));
                    }
                });
    }

    /** What to send; empty when there is nobody to send it to. */
    private Uni<Optional<String>> text(Phone phone, Purpose purpose) {
        return accounts.withPhone(phones.tokens(phone)).chain(account -> switch (purpose) {
            case CITIZEN_SIGN_IN -> signIn(phone, account);
            case PASSWORD_RESET ->
                account == null || !account.isActive() || account.passwordHash == null
                        ? Uni.createFrom().item(Optional.empty())
                        : codes.issue(account.id, OneTimeCode.Purpose.RESET, LIFE)
                                .map(code -> Optional.of(sentence("密码重置码 " + code.code() + "，10 分钟内有效。非本人操作请告知管理员")));
        });
    }

    private Uni<Optional<String>> signIn(Phone phone, @Nullable Account account) {
        if (account == null) {
            return newCode(phone).map(Optional::of);
        }
        if (account.status == AccountStatus.DISABLED) {
            return Uni.createFrom().item(Optional.empty());
        }
        return assignments
                .heldOn(CountyDay.today(clock), account.id)
                .chain(held ->
                        isCitizenOnly(held) ? newCode(phone) : Uni.createFrom().item(sentence("此号码已有工作账号，请使用密码登录")))
                .map(Optional::of);
    }

    /** Six digits must not open what a password protects. */
    static boolean isCitizenOnly(List<Assignment> held) {
        return !held.isEmpty() && held.stream().allMatch(assignment -> assignment.role == Role.CITIZEN);
    }

    private Uni<String> newCode(Phone phone) {
        var code = "%06d".formatted(secrets.below(DIGITS));
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter(
                                "code", index.token(IndexPurpose.LOGIN, bound(phone, Purpose.CITIZEN_SIGN_IN, code)))
                        .setParameter("phone", phones.token(phone))
                        .setParameter("purpose", Purpose.CITIZEN_SIGN_IN.name())
                        .executeUpdate())
                .replaceWith(() -> sentence("登录验证码 " + code + "，10 分钟内有效。请勿告诉他人"));
    }

    private String sentence(String text) {
        return "【亲清 " + countyName + "】" + text + "。";
    }

    private Uni<Void> enqueue(Phone phone, Optional<String> text, Instant until) {
        var id = ids.random();
        // sealed either way, so that both take as long
        var sealed = vault.seal(FieldKind.DOCUMENT, message(phone, text.orElse("")), id);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(MESSAGE)
                        .setParameter("id", id)
                        .setParameter("content", text.isPresent() ? sealed : null)
                        .setParameter("until", utc(until))
                        .executeUpdate())
                .chain(() -> jobs.enqueue(JobTicket.byHouse(id, SendsCode.NAME)));
    }

    private String message(Phone phone, String text) {
        try {
            return json.writeValueAsString(Map.of("phone", phone.value(), "text", text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A code belongs to its phone and purpose; a phone alone has only digits, so the two never meet in the index. */
    private static String bound(Phone phone, Purpose purpose, String code) {
        return phone.value() + " " + purpose + " " + code.strip();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }
}
