package qinqing.publicity;

/** What was received; decides on which boards it hangs (A10.4, A10.5). */
public enum BenefitKind {
    FUND("惠民资金"),
    CONSTRUCTION("建设项目"),
    SERVICE("服务事项");

    private final String title;

    BenefitKind(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
