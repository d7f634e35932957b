package qinqing.programme;

import java.util.Set;

/** What a fund or project is called in A7.1 and A7.2. */
enum BenefitCategory {
    /** 救济救助 */
    RELIEF,
    /** 以奖代补 */
    AWARD_FOR_SUBSIDY,
    /** 先建后补 */
    BUILD_FIRST_SUBSIDY_LATER,
    /** 项目补助 */
    PROJECT_SUBSIDY,
    OTHER_SUBSIDY,
    /** 工程施工 */
    WORKS,
    /** 规划设计 */
    PLANNING_DESIGN,
    /** 招标代理 */
    TENDER_AGENCY,
    /** 外包服务 */
    OUTSOURCING,
    /** 政府采购 */
    GOVERNMENT_PROCUREMENT,
    /** 其他中介服务 */
    OTHER_INTERMEDIARY,
    /** 一事一议 */
    CASE_BY_CASE_DELIBERATION,
    /** 群众筹资筹劳 */
    PUBLIC_FUNDRAISING_LABOR;

    /** A7.1 lists subsidies, A7.2 what is built or done for the public side. */
    Set<BenefitKind> kinds() {
        return switch (this) {
            case RELIEF, AWARD_FOR_SUBSIDY, BUILD_FIRST_SUBSIDY_LATER, PROJECT_SUBSIDY, OTHER_SUBSIDY ->
                Set.of(BenefitKind.FUND);
            case WORKS -> Set.of(BenefitKind.CONSTRUCTION);
            case PLANNING_DESIGN, TENDER_AGENCY, OUTSOURCING, OTHER_INTERMEDIARY -> Set.of(BenefitKind.SERVICE);
            case GOVERNMENT_PROCUREMENT, CASE_BY_CASE_DELIBERATION, PUBLIC_FUNDRAISING_LABOR ->
                Set.of(BenefitKind.CONSTRUCTION, BenefitKind.SERVICE);
        };
    }
}
