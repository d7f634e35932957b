package qinqing.identity;

/** Where an account stands as the administrator sees it: its status, or LOCKED after too many failures. */
enum AccountState {
    INVITED,
    ACTIVE,
    LOCKED,
    DISABLED;

    static AccountState of(AccountStatus status, boolean locked) {
        return switch (status) {
            case INVITED -> INVITED;
            case ACTIVE -> locked ? LOCKED : ACTIVE;
            case DISABLED -> DISABLED;
        };
    }
}
