package qinqing.staff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import qinqing.http.Input;
import qinqing.kernel.IdNumber;
import qinqing.kernel.InvalidValue;
import qinqing.kernel.PersonName;
import qinqing.kernel.Phone;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;

/** An appointment or a filled-in form of Annex 4 as a client sends it. */
record StaffRequest(
        @Nullable String duty,
        @Nullable String accountId,
        @Nullable String from,
        @Nullable String name,
        @Nullable String sex,
        @Nullable String birthMonth,
        @Nullable String ethnicity,
        @Nullable String nativePlace,
        @Nullable String birthPlace,
        @Nullable String joinedPartyOn,
        @Nullable String joinedWorkOn,
        @Nullable String health,
        @Nullable String idNumber,
        @Nullable String phone,
        Annex4.@Nullable Education fullTimeEducation,
        Annex4.@Nullable Education inServiceEducation,
        @Nullable String postAndDuties,
        @Nullable String resume,
        @Nullable List<@Nullable Member> family,
        @Nullable Boolean inspectionStaff) {
    private static final Pattern MONTH = Pattern.compile("[0-9]{4}-(0[1-9]|1[0-2])");
    private static final int FAMILY = 40;
    private static final int OLDEST = 130;

    record Member(
            @Nullable String appellation,
            @Nullable String name,
            @Nullable Integer age,
            @Nullable String politicalStatus,
            @Nullable String employment) {
        @Override
        public String toString() {
            return "Member[…]";
        }
    }

    record Wanted(StaffDuty duty, Optional<UUID> account, LocalDate from, PersonName name, Annex4 form) {
        @Override
        public String toString() {
            return "Wanted[" + duty + ", …]";
        }
    }

    @Override
    public String toString() {
        return "StaffRequest[" + duty + ", …]";
    }

    /** @param before the form as it is kept, whose ID number, phone and birth month stay when they are left out */
    Wanted checked(LocalDate today, Optional<Annex4> before) {
        var input = new Input();
        var wantedDuty = input.choice("/duty", StaffDuty.class, duty);
        if (duty == null) {
            input.malformed("/duty", "必填", "required");
        }
        var account = input.id("/accountId", accountId);
        var since = input.optionalDate("/from", from);
        if (from == null) {
            input.malformed("/from", "必填", "required");
        }
        var wantedName = name(input, "/name", name);
        if (Boolean.TRUE.equals(inspectionStaff)) {
            refuseInspectionStaff(input, "/inspectionStaff");
        }
        var form = form(input, today, before);
        input.done();
        return new Wanted(
                wantedDuty.orElseThrow(), account, since.orElseThrow(), wantedName.orElseThrow(), form.orElseThrow());
    }

    /** 责任领导和工作人员不得由纪检干部担任 (A6.1). */
    static void refuseInspectionStaff(Input input, String pointer) {
        input.refused(
                pointer,
                "责任领导和工作人员不得由纪检干部担任（A6.1，涪陵委办发〔2018〕14号）",
                "Discipline-inspection staff may be neither responsible leader nor clerk (A6.1)");
    }

    private Optional<Annex4> form(Input input, LocalDate today, Optional<Annex4> before) {
        var number = idNumber(input, today).or(() -> before.map(Annex4::idNumber));
        if (idNumber == null && before.isEmpty()) {
            input.refused("/idNumber", "指定时须填写身份证号码（A6.3）", "An appointment needs the ID number (A6.3)");
        }
        var telephone = phone(input).or(() -> before.map(Annex4::phone));
        if (phone == null && before.isEmpty()) {
            input.refused("/phone", "指定时须填写联系电话（A6.3）", "An appointment needs the phone (A6.3)");
        }
        var month = birthMonth(input, today).or(() -> before.map(Annex4::birthMonth));
        var wantedSex = input.choice("/sex", Sex.class, sex);
        var joinedParty = past(input, "/joinedPartyOn", joinedPartyOn, today);
        var joinedWork = past(input, "/joinedWorkOn", joinedWorkOn, today);
        var relatives = family(input);
        var form = new Annex4(
                wantedSex.orElse(null),
                month.orElse(null),
                input.optionalText("/ethnicity", ethnicity, 20).orElse(null),
                input.optionalText("/nativePlace", nativePlace, 100).orElse(null),
                input.optionalText("/birthPlace", birthPlace, 100).orElse(null),
                joinedParty.orElse(null),
                joinedWork.orElse(null),
                input.optionalText("/health", health, 50).orElse(null),
                number.orElse(""),
                telephone.orElse(""),
                education(input, "/fullTimeEducation", fullTimeEducation),
                education(input, "/inServiceEducation", inServiceEducation),
                input.optionalLines("/postAndDuties", postAndDuties, 500).orElse(null),
                input.optionalLines("/resume", resume, 5000).orElse(null),
                relatives);
        return Optional.of(form);
    }

    private Optional<String> idNumber(Input input, LocalDate today) {
        if (idNumber == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(IdNumber.of(idNumber, today).value());
        } catch (InvalidValue e) {
            input.refused("/idNumber", e.reason().chinese(), e.reason().english());
            return Optional.empty();
        }
    }

    private Optional<String> phone(Input input) {
        if (phone == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Phone.of(phone).value());
        } catch (InvalidValue e) {
            input.refused("/phone", e.reason().chinese(), e.reason().english());
            return Optional.empty();
        }
    }

    private Optional<String> birthMonth(Input input, LocalDate today) {
        if (birthMonth == null) {
            return Optional.empty();
        }
        if (!MONTH.matcher(birthMonth).matches()) {
            input.malformed("/birthMonth", "须为年-月", "must be YYYY-MM");
            return Optional.empty();
        }
        if (birthMonth.compareTo(today.toString().substring(0, 7)) > 0) {
            input.refused("/birthMonth", "不能是将来的日期", "must not be in the future");
        }
        return Optional.of(birthMonth);
    }

    private static Optional<LocalDate> past(Input input, String pointer, @Nullable String printed, LocalDate today) {
        var date = input.optionalDate(pointer, printed);
        if (date.isPresent() && date.get().isAfter(today)) {
            input.refused(pointer, "不能是将来的日期", "must not be in the future");
        }
        return date;
    }

    private static Optional<PersonName> name(Input input, String pointer, @Nullable String written) {
        if (written == null) {
            input.malformed(pointer, "必填", "required");
            return Optional.empty();
        }
        try {
            return Optional.of(PersonName.of(written));
        } catch (InvalidValue e) {
            input.refused(pointer, e.reason().chinese(), e.reason().english());
            return Optional.empty();
        }
    }

    private static Annex4.@Nullable Education education(
            Input input, String pointer, Annex4.@Nullable Education education) {
        return education == null
                ? null
                : new Annex4.Education(
                        input.optionalText(pointer + "/degree", education.degree(), 50)
                                .orElse(null),
                        input.optionalText(pointer + "/school", education.school(), 100)
                                .orElse(null));
    }

    private List<Annex4.FamilyMember> family(Input input) {
        var members = new ArrayList<Annex4.FamilyMember>();
        if (family == null) {
            return members;
        }
        if (family.size() > FAMILY) {
            input.malformed("/family", "不超过40人", "at most 40");
            return members;
        }
        for (int i = 0; i < family.size(); i++) {
            member(input, "/family/" + i, family.get(i)).ifPresent(members::add);
        }
        return members;
    }

    private static Optional<Annex4.FamilyMember> member(Input input, String pointer, @Nullable Member member) {
        if (member == null) {
            input.malformed(pointer, "必填", "required");
            return Optional.empty();
        }
        var appellation = input.text(pointer + "/appellation", member.appellation(), 20);
        var name = name(input, pointer + "/name", member.name());
        if (member.age() != null && (member.age() < 0 || member.age() > OLDEST)) {
            input.malformed(pointer + "/age", "须在0到130之间", "must be from 0 to 130");
        }
        var status = input.choice(pointer + "/politicalStatus", PoliticalStatus.class, member.politicalStatus());
        var employment = input.optionalText(pointer + "/employment", member.employment(), 200);
        return name.map(known -> new Annex4.FamilyMember(
                appellation, known.value(), member.age(), status.orElse(null), employment.orElse(null)));
    }
}
