package qinqing.publicity;

/** Annex 3 for one matter or as a table of several (A10.7). */
public enum NoticeForm {
    SINGLE,
    TABLE
}
