package qinqing.demo;

import java.time.LocalDate;

/**
 * A fund or project whose beneficiaries are collected (A7.1, A7.2).
 *
 * @param approvingUnit code of the unit that approves, and therefore verifies (A9.1)
 * @param divisionCode the place it is enjoyed or built at
 * @param universal universal benefits are out of scope (A7.1)
 */
public record SyntheticProgramme(
        String code,
        String name,
        Kind kind,
        boolean universal,
        String approvingUnit,
        String divisionCode,
        LocalDate startsOn,
        LocalDate endsOn) {

    /** 惠民资金, 建设类项目, 服务类项目. */
    public enum Kind {
        FUND,
        CONSTRUCTION,
        SERVICE
    }
}
