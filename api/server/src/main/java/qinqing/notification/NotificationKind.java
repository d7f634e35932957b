package qinqing.notification;

/** What a message is about; the contract's list, which may grow. */
public enum NotificationKind {
    MATCH_COPY,
    DECLARATION_DUE,
    DECLARATION_RETURNED,
    DECLARATION_ENDORSED,
    ENDORSEMENT_WAITING,
    BATCH_RETURNED,
    BATCH_ENDORSED,
    VERIFICATION_ASSIGNED,
    VERIFICATION_DUE,
    SIGNATURE_WAITING,
    NOTICE_TO_DISPLAY,
    OBJECTION_RECEIVED,
    OBJECTION_DUE,
    OBJECTION_REJECTED,
    VALUE_REVEALED,
    OTHER
}
