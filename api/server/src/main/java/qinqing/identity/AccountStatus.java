package qinqing.identity;

/** Where an account stands: invited until its first password, then active; a disabled one stays for the record. */
enum AccountStatus {
    INVITED,
    ACTIVE,
    DISABLED
}
