package qinqing.disclosure;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.annex2.Findings;
import qinqing.kernel.IdNumber;
import qinqing.kernel.PersonName;
import qinqing.kernel.Phone;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;

/**
 * What the register says of an official, checked.
 *
 * @param idNumber null to keep the one stored
 */
record RegisterEntry(
        PersonName name,
        Sex sex,
        PoliticalStatus politicalStatus,
        Rank rank,
        @Nullable UUID postId,
        String post,
        @Nullable String grade,
        boolean inspectionStaff,
        boolean managedAbove,
        @Nullable UUID leaderId,
        @Nullable LocalDate since,
        @Nullable IdNumber idNumber,
        @Nullable Phone phone) {

    /** As it arrives. */
    record Input(
            @Nullable String name,
            @Nullable Sex sex,
            @Nullable PoliticalStatus politicalStatus,
            @Nullable String idNumber,
            @Nullable String phone,
            @Nullable UUID unitId,
            @Nullable UUID postId,
            @Nullable String postTitle,
            @Nullable String jobGrade,
            @Nullable Rank rank,
            @Nullable UUID leaderInChargeId,
            @Nullable Boolean inspectionStaff,
            @Nullable Boolean cityManaged,
            @Nullable LocalDate since) {
        @Override
        public String toString() {
            return "Input";
        }
    }

    /**
     * @param before the entry so far, from which what was left out is taken; null for a new one, which needs an ID number
     * @throws qinqing.problem.ProblemException 422 with everything that is wrong
     */
    static RegisterEntry of(Input input, @Nullable Official before, LocalDate today) {
        var findings = new Findings();
        var name = findings.read("/name", input.name(), PersonName::of);
        if (input.name() == null || input.name().isBlank()) {
            findings.add("/name", "未填写姓名", "the name is missing");
        }
        var id = findings.read("/idNumber", input.idNumber(), raw -> IdNumber.of(raw, today));
        if (before == null && (input.idNumber() == null || input.idNumber().isBlank())) {
            findings.add("/idNumber", "未填写身份证号码", "the identity number is missing");
        }
        var phone = findings.read("/phone", input.phone(), Phone::of);
        var rank = input.rank();
        if (rank == null) {
            findings.add("/rank", "未填写职级类别", "the rank is missing");
        }
        if (input.since() != null && input.since().isAfter(today)) {
            findings.add("/since", "不能是将来的日期", "must not be in the future");
        }
        var post = findings.text("/postTitle", input.postTitle(), 100);
        var grade = findings.text("/jobGrade", input.jobGrade(), 50);
        findings.throwIfAny("请改正所列各项", "Please correct the listed fields");
        if (name == null || rank == null) {
            throw new IllegalStateException("a missing value was not found");
        }
        return new RegisterEntry(
                name,
                sex(input, id, before),
                input.politicalStatus() != null
                        ? input.politicalStatus()
                        : before != null ? before.politicalStatus : PoliticalStatus.PARTY_MEMBER,
                rank,
                input.postId(),
                post != null ? post : before != null ? before.post : rank.title(),
                grade,
                input.inspectionStaff() != null
                        ? input.inspectionStaff()
                        : before != null ? before.inspectionStaff : rank == Rank.INSPECTION_HEAD,
                input.cityManaged() != null ? input.cityManaged() : before != null && before.managedAbove,
                input.leaderInChargeId(),
                input.since(),
                id,
                phone);
    }

    private static Sex sex(Input input, @Nullable IdNumber id, @Nullable Official before) {
        if (input.sex() != null) {
            return input.sex();
        }
        if (id != null) {
            return id.sex();
        }
        if (before == null) {
            throw new IllegalStateException("a new entry has an identity number");
        }
        return before.sex;
    }
}
