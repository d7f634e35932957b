package qinqing.annex2;

/** Why a relative's ID number is not declared; without a reason it has to be (decisions: data in and out). */
public enum IdAbsence {
    NOT_ISSUED("未办理"),
    FOREIGN_NATIONAL("外国籍"),
    DECEASED("已去世"),
    UNKNOWN_TO_DECLARANT("报告人不掌握");

    private final String title;

    IdAbsence(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
