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

    /** Taken away by an administrator, at once. */
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

    boolean isOverOn(LocalDate day) {
        return endedAt != null || (toDay != null && toDay.isBefore(day));
    }
}
