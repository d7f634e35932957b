package qinqing.staff;

/** 各单位明确1名责任领导、1名工作人员 (A6.1). */
public enum StaffDuty {
    RESPONSIBLE_LEADER,
    /** 工作人员, who enters, reviews and maintains the data. */
    CLERK
}
