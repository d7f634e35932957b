package qinqing.clearance;

import static java.util.Comparator.naturalOrder;
import static qinqing.clearance.Reason.Code.MATCH_UNVERIFIED;
import static qinqing.clearance.Reason.Code.NON_COMPLIANT;
import static qinqing.clearance.Reason.Code.NOTICE_MISSING;
import static qinqing.clearance.Reason.Code.NOTICE_WITHDRAWN;
import static qinqing.clearance.Reason.Code.NOT_COMPARED;
import static qinqing.clearance.Reason.Code.OBJECTION_OPEN;
import static qinqing.clearance.Reason.Code.OBJECTION_UNSCREENED;
import static qinqing.clearance.Reason.Code.OBJECTION_UPHELD;
import static qinqing.clearance.Reason.Code.PROGRAMME_UNKNOWN;
import static qinqing.clearance.Reason.Code.PUBLICITY_UNFINISHED;
import static qinqing.clearance.Reason.Code.SUBJECT_UNKNOWN;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import qinqing.clearance.Dossier.Doubt;
import qinqing.clearance.Dossier.DoubtState;
import qinqing.clearance.Dossier.Finding;
import qinqing.clearance.Dossier.Hit;
import qinqing.clearance.Dossier.NoticeState;
import qinqing.clearance.Dossier.ProgrammeKind;
import qinqing.clearance.Dossier.Row;
import qinqing.clearance.Dossier.Shown;

/**
 * One condition of A10.9: 未经比对、核查、公示，或者公示未满、有异议未核实的，不得审批或者实施. It gives its reasons when it is not
 * met, several where several notices are concerned, and nothing when it is.
 */
@FunctionalInterface
interface ClearanceRule extends Function<Dossier, Stream<Reason>> {

    ClearanceRule PROGRAMME_IS_KNOWN = dossier -> dossier.programme() == ProgrammeKind.NOT_KNOWN
            ? Stream.of(Reason.of(PROGRAMME_UNKNOWN, "查无此资金或项目", "No such programme is known"))
            : Stream.empty();

    ClearanceRule SUBJECT_IS_LISTED = dossier ->
            dossier.programme() != ProgrammeKind.NOT_KNOWN && dossier.rows().isEmpty()
                    ? Stream.of(Reason.of(SUBJECT_UNKNOWN, "名单中查无此人，须先录入名单并比对", "Not on any list of this programme"))
                    : Stream.empty();

    /** 先比对后审批 (A8.1): the row's list is endorsed and a run was published since. */
    ClearanceRule IS_COMPARED = dossier -> {
        if (dossier.rows().stream().anyMatch(row -> !row.endorsed())) {
            return Stream.of(
                    Reason.of(NOT_COMPARED, "名单尚未签署，未比对", "The list is not endorsed, so it was not compared yet"));
        }
        return dossier.rows().stream().allMatch(Row::compared)
                ? Stream.empty()
                : Stream.of(Reason.of(NOT_COMPARED, "尚未与亲属关系比对完毕", "Not yet compared with all declared relatives"));
    };

    /** 谁审批、谁核查 (A9.1); an objection that was accepted makes it unverified again. */
    ClearanceRule EVERY_HIT_IS_VERIFIED = dossier -> dossier.standing().stream().anyMatch(Hit::unverified)
            ? Stream.of(Reason.until(
                    dossier.standing().stream()
                            .filter(Hit::unverified)
                            .map(Hit::openUntil)
                            .filter(Objects::nonNull)
                            .max(naturalOrder())
                            .orElse(null),
                    MATCH_UNVERIFIED,
                    "比对命中尚未核查签字完毕",
                    "A hit is not verified and signed yet"))
            : Stream.empty();

    ClearanceRule NOTHING_IS_NON_COMPLIANT =
            dossier -> dossier.standing().stream().anyMatch(hit -> hit.finding() == Finding.NON_COMPLIANT)
                    ? Stream.of(Reason.of(NON_COMPLIANT, "核查结论为不合规", "Verified and found not compliant"))
                    : Stream.empty();

    ClearanceRule EVERY_HIT_IS_SHOWN =
            dossier -> dossier.standing().stream().anyMatch(hit -> hit.mustBeShown() && hit.notice() == null)
                    ? Stream.of(Reason.of(NOTICE_MISSING, "核查合规，尚未公示", "Found compliant, but not shown publicly yet"))
                    : Stream.empty();

    /** 公示期限不少于七天 (A10.2), at every site; a suspended notice does not count its days. */
    ClearanceRule EVERY_DISPLAY_IS_COMPLETE = dossier -> notices(
                    dossier,
                    notice -> notice.state() == NoticeState.DISPLAYED || notice.state() == NoticeState.SUSPENDED)
            .map(notice -> notice.state() == NoticeState.SUSPENDED
                    ? Reason.about(
                            notice.number(),
                            null,
                            PUBLICITY_UNFINISHED,
                            "公示因异议中止",
                            "The notice is suspended by an objection")
                    : Reason.about(
                            notice.number(),
                            notice.endsOn(),
                            PUBLICITY_UNFINISHED,
                            "公示未满%d个完整日，已满%d日".formatted(notice.requiredDays(), notice.fullDays()),
                            "Shown for %d of %d full days".formatted(notice.fullDays(), notice.requiredDays())));

    ClearanceRule NO_NOTICE_IS_WITHDRAWN = dossier -> notices(
                    dossier,
                    notice -> notice.state() == NoticeState.WITHDRAWN || notice.state() == NoticeState.RETRACTED)
            .map(notice -> Reason.about(
                    notice.number(),
                    null,
                    NOTICE_WITHDRAWN,
                    "公示已撤下，须重新公示",
                    "The notice was taken down; show it again"));

    ClearanceRule NO_OBJECTION_WAITS = dossier -> doubts(dossier, DoubtState.RECEIVED)
            .map(doubt -> Reason.about(
                    doubt.noticeNumber(),
                    doubt.dueOn(),
                    OBJECTION_UNSCREENED,
                    "有异议待初审",
                    "An objection waits for screening"));

    ClearanceRule NO_OBJECTION_IS_OPEN = dossier -> doubts(dossier, DoubtState.ACCEPTED)
            .map(doubt -> Reason.about(
                    doubt.noticeNumber(), doubt.dueOn(), OBJECTION_OPEN, "异议正在核实", "An objection is being verified"));

    ClearanceRule NO_OBJECTION_IS_UPHELD = dossier -> doubts(dossier, DoubtState.UPHELD)
            .map(doubt ->
                    Reason.about(doubt.noticeNumber(), null, OBJECTION_UPHELD, "异议成立", "An objection was upheld"));

    /** All conditions of a grant. */
    List<ClearanceRule> ALL = List.of(
            PROGRAMME_IS_KNOWN,
            SUBJECT_IS_LISTED,
            IS_COMPARED,
            EVERY_HIT_IS_VERIFIED,
            NOTHING_IS_NON_COMPLIANT,
            EVERY_HIT_IS_SHOWN,
            EVERY_DISPLAY_IS_COMPLETE,
            NO_NOTICE_IS_WITHDRAWN,
            NO_OBJECTION_WAITS,
            NO_OBJECTION_IS_OPEN,
            NO_OBJECTION_IS_UPHELD);

    /**
     * What ends a grant that was given. An objection nobody has screened yet does not, or anybody could stop any payment;
     * nor does a later comparison that is still under way: if it finds something, the hit does.
     */
    List<ClearanceRule> OF_A_GRANT = List.of(
            EVERY_HIT_IS_VERIFIED,
            NOTHING_IS_NON_COMPLIANT,
            EVERY_HIT_IS_SHOWN,
            EVERY_DISPLAY_IS_COMPLETE,
            NO_NOTICE_IS_WITHDRAWN,
            NO_OBJECTION_IS_OPEN,
            NO_OBJECTION_IS_UPHELD);

    /** Every reason of every rule, each once. */
    static List<Reason> reasons(List<ClearanceRule> rules, Dossier dossier) {
        return rules.stream().flatMap(rule -> rule.apply(dossier)).distinct().toList();
    }

    private static Stream<Shown> notices(Dossier dossier, Predicate<Shown> wanted) {
        return dossier.standing().stream()
                .filter(Hit::mustBeShown)
                .map(Hit::notice)
                .filter(Objects::nonNull)
                .filter(wanted);
    }

    private static Stream<Doubt> doubts(Dossier dossier, DoubtState state) {
        return dossier.standing().stream()
                .flatMap(hit -> hit.doubts().stream())
                .filter(doubt -> doubt.state() == state);
    }
}
