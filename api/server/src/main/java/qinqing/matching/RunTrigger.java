package qinqing.matching;

/** Why a run was started (A8.2). */
enum RunTrigger {
    REQUEST,
    DECLARATION_ENTERED,
    BATCH_ENDORSED,
    SCHEDULE
}
