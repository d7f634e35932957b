package qinqing.staff;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.deadline.Deadline;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Phone;
import qinqing.kernel.Sex;

record StaffView(
        UUID id,
        UUID unitId,
        StaffDuty duty,
        @Nullable UUID accountId,
        Staff.Status state,
        String name,
        @Nullable Sex sex,
        @Nullable String ethnicity,
        @Nullable String nativePlace,
        @Nullable String birthPlace,
        @Nullable LocalDate joinedPartyOn,
        @Nullable LocalDate joinedWorkOn,
        @Nullable String health,
        String idNumberMasked,
        String phoneMasked,
        Annex4.@Nullable Education fullTimeEducation,
        Annex4.@Nullable Education inServiceEducation,
        @Nullable String postAndDuties,
        @Nullable String resume,
        List<Annex4.FamilyMember> family,
        boolean inspectionStaff,
        boolean photo,
        @Nullable PledgeView pledge,
        @Nullable OpinionView endorsement,
        LocalDate from,
        @Nullable LocalDate to) {

    record PledgeView(String text, String signedName, OffsetDateTime signedAt) {}

    record OpinionView(
            Staff.Decision decision,
            @Nullable String opinion,
            @Nullable String reasons,
            @Nullable UUID signerId,
            String signerName,
            OffsetDateTime signedAt) {}

    static StaffView of(Staff staff, Annex4 form) {
        return new StaffView(
                staff.id,
                staff.unitId,
                staff.duty,
                staff.accountId,
                staff.status,
                staff.name,
                form.sex(),
                form.ethnicity(),
                form.nativePlace(),
                form.birthPlace(),
                form.joinedPartyOn(),
                form.joinedWorkOn(),
                form.health(),
                new IdNumber(form.idNumber()).masked(),
                new Phone(form.phone()).masked(),
                form.fullTimeEducation(),
                form.inServiceEducation(),
                form.postAndDuties(),
                form.resume(),
                form.family(),
                staff.inspectionStaff,
                staff.photoType != null,
                pledge(staff),
                opinion(staff),
                staff.fromDay,
                staff.toDay);
    }

    private static @Nullable PledgeView pledge(Staff staff) {
        return staff.pledgeText == null || staff.pledgeName == null || staff.pledgedAt == null
                ? null
                : new PledgeView(staff.pledgeText, staff.pledgeName, at(staff.pledgedAt));
    }

    private static @Nullable OpinionView opinion(Staff staff) {
        return staff.decision == null || staff.decidedAt == null
                ? null
                : new OpinionView(
                        staff.decision,
                        staff.opinion,
                        staff.reasons,
                        staff.decidedBy,
                        staff.decidedName == null ? "" : staff.decidedName,
                        at(staff.decidedAt));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atZone(Deadline.ZONE).toOffsetDateTime();
    }
}
