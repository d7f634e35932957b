package qinqing.staff;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;

/** 附件4 涉权事项公开工作责任领导及工作人员基本情况表 (A6.3), but for name, photo and signatures. Kept sealed as one document. */
record Annex4(
        @Nullable Sex sex,
        @Nullable String birthMonth,
        @Nullable String ethnicity,
        @Nullable String nativePlace,
        @Nullable String birthPlace,
        @Nullable LocalDate joinedPartyOn,
        @Nullable LocalDate joinedWorkOn,
        @Nullable String health,
        String idNumber,
        String phone,
        @Nullable Education fullTimeEducation,
        @Nullable Education inServiceEducation,
        @Nullable String postAndDuties,
        @Nullable String resume,
        List<FamilyMember> family) {

    /** 学历学位，毕业院校及专业. */
    record Education(@Nullable String degree, @Nullable String school) {}

    /** 家庭主要成员及社会关系. */
    record FamilyMember(
            String appellation,
            String name,
            @Nullable Integer age,
            @Nullable PoliticalStatus politicalStatus,
            @Nullable String employment) {
        @Override
        public String toString() {
            return "FamilyMember[…]";
        }
    }

    Annex4 {
        family = List.copyOf(family);
    }

    /** Pointers of what is still to be filled in before the form can be filed (A6.2, A6.3). */
    List<String> missing() {
        var missing = new ArrayList<String>();
        note(missing, "/sex", sex);
        note(missing, "/birthMonth", birthMonth);
        note(missing, "/ethnicity", ethnicity);
        note(missing, "/postAndDuties", postAndDuties);
        note(missing, "/resume", resume);
        return missing;
    }

    private static void note(List<String> missing, String pointer, @Nullable Object value) {
        if (value == null) {
            missing.add(pointer);
        }
    }

    @Override
    public String toString() {
        return "Annex4[…]";
    }
}
