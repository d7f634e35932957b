package qinqing.unit;

/** Who of a unit has to declare (A1.1–A1.3). */
enum DeclaringScope {
    ALL_STAFF,
    /** 学校、医院仅限主要管理人员. */
    MANAGERS_ONLY,
    /** 国有企业及下属企业仅限中层以上干部及党员. */
    MIDDLE_AND_ABOVE,
    LEADERSHIP_ONLY
}
