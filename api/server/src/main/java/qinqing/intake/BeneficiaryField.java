package qinqing.intake;

/** What a column of a list may hold. */
public enum BeneficiaryField {
    ROLE,
    NAME,
    ID_NUMBER,
    PHONE,
    ADDRESS,
    COMPANY_NAME,
    CREDIT_CODE,
    LEGAL_REPRESENTATIVE_NAME,
    LEGAL_REPRESENTATIVE_ID,
    AGENT_NAME,
    AGENT_ID,
    AMOUNT,
    /** Village or site; more than one column of it is joined from left to right. */
    PLACE,
    STARTS_ON,
    /** Recognized beside NAME so that the two are not mixed up; it is not kept. */
    HOUSEHOLD_HEAD,
    REFERENCE,
    NOTE,
    IGNORED;

    boolean namesSomebody() {
        return this == NAME || this == LEGAL_REPRESENTATIVE_NAME || this == AGENT_NAME || this == COMPANY_NAME;
    }

    boolean numbersSomebody() {
        return this == ID_NUMBER || this == LEGAL_REPRESENTATIVE_ID || this == AGENT_ID;
    }
}
