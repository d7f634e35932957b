package qinqing.deadline;

import static qinqing.deadline.LastDay.AS_IT_FALLS;
import static qinqing.deadline.LastDay.NEXT_WORKING_DAY;
import static qinqing.deadline.TermKey.AMENDMENT;
import static qinqing.deadline.TermKey.CLEARANCE_VALIDITY;
import static qinqing.deadline.TermKey.HIT_VERIFICATION;
import static qinqing.deadline.TermKey.OBJECTION_SCREENING;
import static qinqing.deadline.TermKey.OBJECTION_VERIFICATION;
import static qinqing.deadline.TermKey.PLATFORM_ENTRY;
import static qinqing.deadline.TermKey.PUBLICITY_DISPLAY;
import static qinqing.deadline.TermKey.PUBLICITY_RETENTION;
import static qinqing.deadline.TermUnit.CALENDAR_DAYS;
import static qinqing.deadline.TermUnit.FULL_DAYS;
import static qinqing.deadline.TermUnit.WORKING_DAYS;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * All terms in one table: the amounts of the documents, or the product's default where no document fixes one (A24.10), each within
 * the bounds in which a county may set its own. Immutable.
 */
public final class Terms {

    /** No document gives an upper bound; a year is longer than any step may sensibly take. */
    private static final int A_YEAR = 365;

    private static final List<StatutoryTerm> TABLE = List.of(
            // S0 and S1 agree on 30 days, so no county may change it; the declarant must act, so a rest day moves the
            // end.
            new StatutoryTerm(
                    AMENDMENT,
                    30,
                    CALENDAR_DAYS,
                    NEXT_WORKING_DAY,
                    30,
                    30,
                    "A3.5",
                    "变更报告",
                    "amendment of a declaration",
                    "亲属关系发生变化，或者因工作岗位调整需要重新报告的，应在变化后{期限}内报告变化情况。"),
            // S2 art. 12 allows 3 working days: a county may be stricter, not laxer.
            new StatutoryTerm(
                    PLATFORM_ENTRY,
                    3,
                    WORKING_DAYS,
                    NEXT_WORKING_DAY,
                    1,
                    3,
                    "A16.8",
                    "事后录入",
                    "late entry in the platform",
                    "数据应与权力运行同步；确需事后录入和上传的，应在权力行为发生后{期限}内录入和上传。"),
            // 彭水 gave 20 days (1 to 20 November 2018) for its first verification; the product takes the length over.
            new StatutoryTerm(
                    HIT_VERIFICATION,
                    20,
                    CALENDAR_DAYS,
                    NEXT_WORKING_DAY,
                    1,
                    A_YEAR,
                    "A9.4",
                    "比对结果核实",
                    "verification of a hit",
                    "比对出来的亲属涉权事项，由审批单位在{期限}内全部核实完毕。"),
            // A minimum: a county may show a notice longer. Rest days are days on which people read the board, so all
            // count.
            new StatutoryTerm(
                    PUBLICITY_DISPLAY,
                    7,
                    FULL_DAYS,
                    AS_IT_FALLS,
                    7,
                    A_YEAR,
                    "A10.2",
                    "公示期",
                    "display of a notice",
                    "公示期限不少于{期限}，自各公示点全部张贴后的次日零时起算；有中断的日子不计，改动或者撤下的重新起算。"),
            new StatutoryTerm(
                    PUBLICITY_RETENTION,
                    30,
                    CALENDAR_DAYS,
                    AS_IT_FALLS,
                    1,
                    A_YEAR,
                    "A24.9",
                    "公示后保留",
                    "retention of a notice after its display",
                    "公示期满后{期限}，公示内容退出公示列表和姓名检索，编号与存证保留。"),
            new StatutoryTerm(
                    OBJECTION_SCREENING,
                    3,
                    WORKING_DAYS,
                    NEXT_WORKING_DAY,
                    1,
                    A_YEAR,
                    "A24.10",
                    "异议初筛",
                    "screening of an objection",
                    "收到公示异议后，应在{期限}内完成初筛；不予受理的报纪检监察组织备查。"),
            new StatutoryTerm(
                    OBJECTION_VERIFICATION,
                    10,
                    WORKING_DAYS,
                    NEXT_WORKING_DAY,
                    1,
                    A_YEAR,
                    "A10.9",
                    "异议核实",
                    "verification of an objection",
                    "公示异议经初筛受理的，应在{期限}内核实完毕；核实完毕前不得审批或者实施。"),
            // Nobody has to act by the end of a validity, and no money moves on a day of rest: the end stays where it
            // falls.
            new StatutoryTerm(
                    CLEARANCE_VALIDITY,
                    90,
                    CALENDAR_DAYS,
                    AS_IT_FALLS,
                    1,
                    A_YEAR,
                    "A10.9",
                    "准入有效期",
                    "validity of a clearance",
                    "准入自作出之日起{期限}内有效，逾期未拨付或者未实施的应重新申请。"));

    private static final Terms DEFAULTS = new Terms(byKey(TABLE));

    private final Map<TermKey, StatutoryTerm> terms;

    private Terms(Map<TermKey, StatutoryTerm> terms) {
        this.terms = terms;
    }

    /** The table as the documents and the product's defaults have it. */
    public static Terms defaults() {
        return DEFAULTS;
    }

    public StatutoryTerm of(TermKey key) {
        StatutoryTerm term = terms.get(key);
        if (term == null) throw new IllegalStateException("no term for " + key);
        return term;
    }

    /**
     * These terms with a county's own amount.
     *
     * @throws IllegalArgumentException if the amount is out of the term's bounds; ask {@link StatutoryTerm#permits} first
     */
    public Terms with(TermKey key, int amount) {
        Map<TermKey, StatutoryTerm> changed = new EnumMap<>(terms);
        changed.put(key, of(key).withAmount(amount));
        return new Terms(changed);
    }

    /** Every term, in the order of {@link TermKey}. */
    public List<StatutoryTerm> all() {
        return List.copyOf(terms.values());
    }

    private static Map<TermKey, StatutoryTerm> byKey(List<StatutoryTerm> table) {
        Map<TermKey, StatutoryTerm> terms = new EnumMap<>(TermKey.class);
        for (StatutoryTerm term : table)
            if (terms.put(term.key(), term) != null) throw new IllegalStateException("two terms for " + term.key());
        return terms;
    }
}
