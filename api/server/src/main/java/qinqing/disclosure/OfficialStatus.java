package qinqing.disclosure;

/** Whether an official is in office in this county; accountability stays for life (A15.8). */
public enum OfficialStatus {
    ACTIVE,
    /** Left the county. */
    TRANSFERRED_OUT,
    RETIRED,
    DECEASED
}
