package qinqing.annex2;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Kinship;
import qinqing.kernel.PersonName;
import qinqing.problem.ProblemException.FieldError;

/** What a declaration needs before it can be submitted (Annex 2, A3.1–A3.4). Every lack is found, not the first alone. */
public interface FilingRule extends BiConsumer<FilingRule.Filing, Findings> {

    /**
     * @param registeredId ID number in the register of officials
     */
    public record Filing(Annex2 content, String registeredName, String registeredId, LocalDate today) {
        @Override
        public String toString() {
            return "Filing";
        }

        void eachRelative(BiConsumer<String, Annex2.Relative> look) {
            var relatives = content.relatives();
            for (int i = 0; i < relatives.size(); i++) {
                look.accept("/relatives/" + i, relatives.get(i));
            }
        }
    }

    /** Part 1 whole (A3.1); all work has to be listed (从事的具体工作须列全). */
    FilingRule DECLARANT_IS_WHOLE = (filing, missing) -> {
        var declarant = filing.content().declarant();
        required(missing, "/declarant/sex", declarant.sex(), "未填写性别", "the sex is missing");
        required(
                missing,
                "/declarant/politicalStatus",
                declarant.politicalStatus(),
                "未填写政治面貌",
                "the political status is missing");
        required(missing, "/declarant/postTitle", declarant.postTitle(), "未填写职务", "the post is missing");
        required(missing, "/declarant/duties", declarant.duties(), "未填写主管、分管或者从事的具体工作", "the duties are missing");
        required(
                missing,
                "/declarant/inspectionStaff",
                declarant.inspectionStaff(),
                "未填写是否纪检干部",
                "whether you are inspection staff is missing");
        required(missing, "/declarant/idNumber", declarant.idNumber(), "未填写身份证号码", "the identity number is missing");
        required(
                missing,
                "/declarant/householdAddress",
                declarant.householdAddress(),
                "未填写户籍地址",
                "the household address is missing");
        required(missing, "/declarant/phone", declarant.phone(), "未填写手机号码", "the phone is missing");
    };

    /** The declarant is the person in the register. */
    FilingRule DECLARANT_IS_THE_REGISTERED_PERSON = (filing, missing) -> {
        var id = filing.content().declarant().idNumber();
        if (id != null && !id.equals(filing.registeredId())) {
            missing.add(
                    "/declarant/idNumber",
                    "与登记的身份证号码不一致，请核对，或者联系单位工作人员更正登记",
                    "differs from the register; compare it or ask your unit's clerk to correct the register");
        }
    };

    /** Part 2 line by line (A3.2): who, which tie, and an ID number or the reason for its absence. */
    FilingRule RELATIVES_ARE_WHOLE = (filing, missing) -> filing.eachRelative((at, relative) -> {
        required(missing, at + "/kinship", relative.kinship(), "未填写亲属关系", "the kinship is missing");
        if (relative.sex() == null && relative.idNumber() == null) {
            missing.add(at + "/sex", "未填写性别", "the sex is missing");
        }
        if (relative.idNumber() == null && relative.idAbsence() == null) {
            missing.add(
                    at + "/idNumber",
                    "未填写身份证号码，也未说明原因",
                    "there is neither an identity number nor a reason for its absence");
        }
        if (relative.kinship() == Kinship.OTHER_SUPPORT_TIE && relative.tie() == null) {
            missing.add(at + "/tie", "请说明是何种法定扶养、赡养关系", "say which legal tie of support it is");
        }
    });

    /** Nobody has two spouses, three parents, five grandparents (A2.2). */
    FilingRule NOT_MORE_THAN_A_FAMILY_HAS = (filing, missing) -> {
        var declared = filing.content().relatives().stream()
                .map(Annex2.Relative::kinship)
                .filter(java.util.Objects::nonNull)
                .toList();
        var tooMany = Kinship.tooMany(declared);
        var seen = new HashMap<Kinship, Integer>();
        filing.eachRelative((at, relative) -> {
            var kinship = relative.kinship();
            if (kinship != null
                    && tooMany.contains(kinship)
                    && seen.merge(kinship, 1, Integer::sum) > kinship.atMost().orElseThrow()) {
                missing.add(
                        at + "/kinship",
                        "“" + kinship.title() + "”最多填写" + kinship.atMost().getAsInt() + "人；已离婚或者去世的请删除",
                        "only " + kinship.atMost().getAsInt() + " of this kinship; remove those divorced or deceased");
            }
        });
    };

    /** A relative is somebody else (§6: own ID as relative). */
    FilingRule NOBODY_IS_THEIR_OWN_RELATIVE = (filing, missing) -> filing.eachRelative((at, relative) -> {
        if (filing.registeredId().equals(relative.idNumber())) {
            missing.add(at + "/idNumber", "这是报告人本人的身份证号码", "this is the declarant's own identity number");
        }
    });

    /** The same person once: by ID number, or without one by name and kinship. */
    FilingRule EVERYBODY_ONCE = (filing, missing) -> {
        Map<String, String> first = new HashMap<>();
        filing.eachRelative((at, relative) -> {
            var key = relative.idNumber() != null
                    ? relative.idNumber()
                    : relative.kinship() + " "
                            + (relative.name().isEmpty()
                                    ? at
                                    : PersonName.of(relative.name()).key());
            if (first.putIfAbsent(key, at) != null) {
                missing.add(
                        at + (relative.idNumber() != null ? "/idNumber" : "/name"),
                        "与前面的亲属重复",
                        "is the same person as a relative above");
            }
        });
    };

    /** A matter says whose it is, what it is, and how it is connected with the post (A3.4). */
    FilingRule MATTERS_ARE_WHOLE = (filing, missing) -> {
        var matters = filing.content().matters();
        for (int i = 0; i < matters.size(); i++) {
            var at = "/interestMatters/" + i;
            var matter = matters.get(i);
            required(
                    missing,
                    at + "/relativeIndex",
                    matter.relativeId(),
                    "未指明是哪位亲属的事项",
                    "whose matter it is is missing");
            required(missing, at + "/kind", matter.kind(), "未填写事项类型", "the kind is missing");
            required(missing, at + "/title", matter.title(), "未填写资金或者项目名称", "the title is missing");
        }
    };

    List<FilingRule> ALL = List.of(
            DECLARANT_IS_WHOLE,
            DECLARANT_IS_THE_REGISTERED_PERSON,
            RELATIVES_ARE_WHOLE,
            NOT_MORE_THAN_A_FAMILY_HAS,
            NOBODY_IS_THEIR_OWN_RELATIVE,
            EVERYBODY_ONCE,
            MATTERS_ARE_WHOLE);

    /** Years by which a parent is older than a child, at least; less is possible on paper and asks for a second look only. */
    int GENERATION_AT_LEAST = 14;

    int GENERATION_AT_MOST = 70;

    /** Everything that still lacks. */
    public static List<FieldError> missing(Filing filing) {
        var missing = new Findings();
        ALL.forEach(rule -> rule.accept(filing, missing));
        return missing.all();
    }

    /** What looks wrong but may be right: a kinship that hardly fits the ages, a sex that differs from the ID number. It hinders nobody. */
    public static List<FieldError> warnings(Filing filing) {
        var warnings = new Findings();
        int ownBirth = new IdNumber(filing.registeredId()).birthDate().getYear();
        filing.eachRelative((at, relative) -> {
            var id = relative.idNumber();
            if (id == null) {
                return;
            }
            var number = new IdNumber(id);
            if (relative.kinship() != null
                    && !fits(relative.kinship().generation(), number.birthDate().getYear() - ownBirth)) {
                warnings.add(
                        at + "/kinship",
                        "身份证号码中的年龄与“" + relative.kinship().title() + "”不太相符，请核对",
                        "the age in the identity number hardly fits the kinship; please compare");
            }
            if (relative.sex() != null && relative.sex() != number.sex()) {
                warnings.add(
                        at + "/sex", "与身份证号码中的性别不同，请核对", "differs from the sex in the identity number; please compare");
            }
        });
        return warnings.all();
    }

    /** @param younger by how many years the relative is younger than the declarant */
    private static boolean fits(OptionalInt generation, int younger) {
        if (generation.isEmpty() || generation.getAsInt() == 0) {
            return true;
        }
        int generations = Math.abs(generation.getAsInt());
        int years = generation.getAsInt() > 0 ? younger : -younger;
        return years >= generations * GENERATION_AT_LEAST && years <= generations * GENERATION_AT_MOST;
    }

    private static void required(Findings missing, String pointer, @Nullable Object value, String zh, String en) {
        if (value == null) {
            missing.add(pointer, zh, en);
        }
    }
}
