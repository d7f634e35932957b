package qinqing.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** A role that an account holds in a unit for a time (decisions: people, places, tenants). */
@Entity
@Table(name = "assignment")
class Assignment {
    @Id
    UUID id;

    UUID accountId;

    @Enumerated(EnumType.STRING)
    Role role;

    UUID unitId;
    LocalDate fromDay;

    @Nullable
    LocalDate toDay;

    /** Taken away by an administrator, at once; or when it was noticed that its last day has passed. */
    @Nullable
    Instant endedAt;

    @SuppressWarnings("NullAway.Init")
    protected Assignment() {}

    Assignment(UUID id, UUID accountId, Role role, UUID unitId, LocalDate fromDay, @Nullable LocalDate toDay) {
        this.id = id;
        this.accountId = accountId;
        this.role = role;
        this.unitId = unitId;
        this.fromDay = fromDay;
        this.toDay = toDay;
    }

    AssignmentEnded end(Instant now) {
        endedAt = now;
        return ended();
    }

    AssignmentEnded ended() {
        return new AssignmentEnded(id, accountId, unitId, role);
    }

    /** The one named; where none is named, the one of the same role in the same unit. */
    boolean isMeantBy(Accounts.Wanted wanted) {
        return wanted.id()
                .map(id::equals)
                .orElseGet(() -> wanted.role() == role && wanted.unitId().equals(unitId));
    }

    /** Its days may change; another role or unit is another assignment, since what was done in this one names it. */
    void goOn(Accounts.Wanted wanted) {
        if (wanted.role() != role || !wanted.unitId().equals(unitId) || endedAt != null) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    "已有岗位的角色和单位不能更改，请结束后另行新增",
                    "Role and unit of an assignment can't change; end it and add another");
        }
        fromDay = wanted.from();
        toDay = wanted.to();
    }

    boolean isOverOn(LocalDate day) {
        return endedAt != null || (toDay != null && toDay.isBefore(day));
    }
}
