package qinqing.kernel;

/** Why a value is refused: a stable code and a sentence in two languages. It never repeats the refused value. */
public interface Reason {

    /** Stable, upper snake case; clients may rely on it. Every enum constant has one by birth. */
    String name();

    /** One sentence for the person who typed the value, in Chinese. */
    String chinese();

    /** The same in English. */
    String english();
}
