package qinqing.verify.fuzz;

import java.util.function.Supplier;

/**
 * Somebody who calls.
 *
 * @param name for the log, such as {@code CLERK-2}
 * @param role as in {@code x-access}
 * @param token asked for at every call; empty for nobody in particular
 * @param forgets ends the session, so that the next token comes from a new one
 */
record Player(String name, String role, Supplier<String> token, Runnable forgets) {

    static final Player ANYONE = new Player("ANONYMOUS", "ANONYMOUS", () -> "", () -> {});

    boolean knocks() {
        return !role.equals("ANONYMOUS");
    }
}
