package qinqing.intake;

/** As what a person stands on a list (A7.2). A company without a named person stands for itself. */
public enum BeneficiaryRole {
    NATURAL_PERSON,
    COMPANY,
    /** 法定代表人 */
    LEGAL_REPRESENTATIVE,
    /** 委托代理人 */
    AGENT
}
