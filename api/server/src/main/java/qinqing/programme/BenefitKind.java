package qinqing.programme;

/** 惠民资金、建设项目、服务事项 (A7.1, A7.2); decides at how many sites a notice hangs (A10.3–A10.5). */
public enum BenefitKind {
    FUND,
    CONSTRUCTION,
    SERVICE
}
