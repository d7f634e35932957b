package qinqing.programme;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import qinqing.kernel.Money;
import qinqing.kernel.PrivacyGate;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.Text;

/** What a programme has to keep to; every rule it breaks is told. */
interface ProgrammeRule extends Function<ProgrammeInput, Optional<FieldError>> {

    /** 数据采集自2018年1月1日起（A7.3、A7.5）。 */
    LocalDate SINCE = LocalDate.of(2018, 1, 1);

    /** What ended before 2018 is out of scope, what was unfinished then is in (A7.5). */
    ProgrammeRule SINCE_2018_OR_UNFINISHED = input -> when(
            input.startsOn().isBefore(SINCE)
                    && input.endsOn() != null
                    && input.endsOn().isBefore(SINCE),
            "/endsOn",
            "只纳入2018年1月1日以来的和以前未完结的资金、项目（A7.5）",
            "Only programmes since 2018-01-01 or unfinished then are taken (A7.5)");

    ProgrammeRule ENDS_AFTER_IT_STARTS = input -> when(
            input.endsOn() != null && input.endsOn().isBefore(input.startsOn()),
            "/endsOn",
            "结束日期不能早于开始日期",
            "It ends before it starts");

    /** A project is published in its village too (A10.5). */
    ProgrammeRule CONSTRUCTION_HAS_A_VILLAGE = input -> when(
            input.kind() == BenefitKind.CONSTRUCTION && input.placeUnitId() == null,
            "/placeUnitId",
            "建设项目须填写所在村，以便在项目所在地公示（A10.5）",
            "A construction project needs its village, where it will be published (A10.5)");

    ProgrammeRule CATEGORY_FITS_ITS_KIND = input -> when(
            input.category() != null && !input.category().kinds().contains(input.kind()),
            "/category",
            "类别与资金、项目的种类不符（A7.1、A7.2）",
            "The category doesn't belong to this kind (A7.1, A7.2)");

    ProgrammeRule BUDGET_IS_BELIEVABLE = input -> when(
            input.budget() != null && new BigDecimal(input.budget()).compareTo(Money.LARGEST) > 0,
            "/budget",
            "预算超过一百亿元，请核对单位",
            "The budget is above ten billion yuan; check the unit");

    /** Names of programmes go on public boards (A22). */
    ProgrammeRule NAME_CAN_BE_PUBLISHED = input -> when(
            !PrivacyGate.findIn(input.name()).isEmpty(),
            "/name",
            "名称将对外公示，不能含身份证号、电话、账号或门牌号（A22.1）",
            "The name will be published and can't hold a person's number or address (A22.1)");

    List<ProgrammeRule> ALL = List.of(
            SINCE_2018_OR_UNFINISHED,
            ENDS_AFTER_IT_STARTS,
            CONSTRUCTION_HAS_A_VILLAGE,
            CATEGORY_FITS_ITS_KIND,
            BUDGET_IS_BELIEVABLE,
            NAME_CAN_BE_PUBLISHED);

    static List<FieldError> brokenBy(ProgrammeInput input) {
        return ALL.stream()
                .map(rule -> rule.apply(input))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<FieldError> when(boolean broken, String pointer, String zh, String en) {
        return broken ? Optional.of(new FieldError(pointer, new Text(zh, en))) : Optional.empty();
    }
}
