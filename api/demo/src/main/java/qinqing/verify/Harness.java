package qinqing.verify;

/** One word of {@code ./qinqing verify}: tries to break some promises and says for each row whether it held. */
interface Harness {
    /** Leaves no process running and no folder behind; a row that could not be tried has failed. */
    void run(VerifyOptions options, Rows rows) throws Exception;
}
