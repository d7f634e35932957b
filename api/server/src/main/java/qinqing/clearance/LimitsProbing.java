package qinqing.clearance;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.deadline.Deadline;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/**
 * Keeps the gate from being used to find out who is whose relative: questions about persons, who are not on a list the
 * asker has already, are counted per asker and day.
 */
@ApplicationScoped
class LimitsProbing {
    private static final String STANDING = """
            select (select count(*) from clearance c
                    where c.asked_by = :asker and c.batch_id is null and c.asked_at >= :midnight),
                   coalesce((select a.daily_query_quota from api_client a where a.id = :asker), :usual)
            """;

    private final Clock clock;
    private final int ofAPerson;
    private final int ofASystem;

    LimitsProbing(
            Clock clock,
            @ConfigProperty(name = "qinqing.clearance.persons-per-day", defaultValue = "500") int ofAPerson,
            @ConfigProperty(name = "qinqing.clearance.persons-per-day-of-a-system", defaultValue = "50000")
                    int ofASystem) {
        this.clock = clock;
        this.ofAPerson = ofAPerson;
        this.ofASystem = ofASystem;
    }

    /** Fails with 429 until midnight when these questions go beyond the day's number; questions by row are free. */
    Uni<Void> check(Actor actor, List<Question> questions) {
        long persons =
                questions.stream().filter(Question.OfPerson.class::isInstance).count();
        return persons == 0
                ? Uni.createFrom().voidItem()
                : standing(actor.accountId(), actor.role() == Role.SYSTEM ? ofASystem : ofAPerson)
                        .invoke(standing -> refuse(((Number) standing[0]).longValue() + persons, (Number) standing[1]))
                        .replaceWithVoid();
    }

    private Uni<Object[]> standing(UUID asker, int usual) {
        return Panache.getSession().chain(session -> session.createNativeQuery(STANDING, Object[].class)
                .setParameter("asker", asker)
                .setParameter(
                        "midnight",
                        midnight(0).withZoneSameInstant(ZoneOffset.UTC).toOffsetDateTime())
                .setParameter("usual", usual)
                .getSingleResult());
    }

    private void refuse(long asked, Number quota) {
        if (asked > quota.longValue()) {
            throw ProblemException.retryAfter(
                    ProblemType.TOO_MANY_REQUESTS,
                    Duration.between(clock.instant(), midnight(1)),
                    new Text(
                            "今日按姓名或公民身份号码查询的次数已用完，请按名单行号查询",
                            "Today's questions by name or ID number are used up; ask by row"));
        }
    }

    private ZonedDateTime midnight(int daysOn) {
        return LocalDate.now(clock.withZone(Deadline.ZONE)).plusDays(daysOn).atStartOfDay(Deadline.ZONE);
    }
}
