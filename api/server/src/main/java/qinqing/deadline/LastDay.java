package qinqing.deadline;

/** What happens when the last day of a term is a day of rest. Working-day terms never end on one. */
public enum LastDay {
    /** The term ends on that day all the same: right for terms nobody has to act by, such as a display or a validity. */
    AS_IT_FALLS,
    /** It moves to the next working day (民法典第二百零三条): right for terms within which a person must do something. */
    NEXT_WORKING_DAY
}
