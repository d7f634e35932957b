package qinqing.staff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A responsible leader or clerk no longer holds the duty; whoever keeps work for the account hands it on. */
public record StaffAppointmentEnded(
        UUID staffId, UUID unitId, StaffDuty duty, @Nullable UUID accountId) {}
