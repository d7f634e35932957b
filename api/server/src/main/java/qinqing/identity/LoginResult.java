package qinqing.identity;

import java.time.Duration;

/** How a login or a refresh ends. */
sealed interface LoginResult {
    /** @param session with both tokens, their only appearance */
    record LoggedIn(SessionView session) implements LoginResult {}

    /** Phone, password or code is wrong; which one is not told. */
    record Refused() implements LoginResult {}

    /** The password is right, and this account asks for a code of its authenticator too. */
    record CodeNeeded() implements LoginResult {}

    /** Too many failures for this phone, whether it has an account or not. */
    record Locked(Duration remaining) implements LoginResult {}

    /** No role in any unit today, or not the one asked for; nothing of the session changes. */
    record NoAssignment() implements LoginResult {}

    /** A refresh token that is unknown, over or out of use. */
    record Ended() implements LoginResult {}
}
