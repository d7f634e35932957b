package qinqing.demo;

/** What a column of a beneficiary spreadsheet means, whatever its header says. */
public enum Column {
    SEQUENCE,
    NAME,
    ID_NUMBER,
    PHONE,
    ADDRESS,
    AMOUNT,
    PAID_ON,
    NOTE,
    PROJECT,
    COMPANY,
    CREDIT_CODE,
    LEGAL_REPRESENTATIVE,
    LEGAL_REPRESENTATIVE_ID,
    AGENT,
    AGENT_ID,
    AGENT_PHONE
}
