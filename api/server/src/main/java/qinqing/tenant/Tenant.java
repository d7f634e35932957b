package qinqing.tenant;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;

/**
 * In whose name statements run, as the policies read it. Nothing in it was typed by a person: a word of ours and ids, so that it
 * can stand in a statement as it is.
 *
 * @param standing a role, or {@code HOUSE}, {@code SIGN_IN}
 */
record Tenant(
        String standing,
        @Nullable UUID account,
        @Nullable UUID assignment,
        @Nullable UUID unit,
        @Nullable UUID official) {

    /** Whoever reads without a token: public rows only. It is also what one is who forgot to say. */
    static final Tenant NOBODY = of(Actor.ANONYMOUS);

    /** The installation itself: its jobs, and what follows from a fact that was checked where it happened. */
    static final Tenant HOUSE = new Tenant("HOUSE", null, null, null, null);

    /** Finding out who somebody is: accounts, assignments and clients, and no row of the procedure. */
    static final Tenant SIGN_IN = new Tenant("SIGN_IN", null, null, null, null);

    static Tenant of(Actor actor) {
        return new Tenant(
                actor.role().name(), actor.accountId(), actor.assignmentId(), actor.unitId(), actor.officialId());
    }

    /** The statement that makes a transaction its own until it ends: {@code set_config(…, true)} in its shortest form. */
    String declared() {
        return "set local qinqing.tenant = '" + standing + ':' + text(account) + ':' + text(assignment) + ':'
                + text(unit) + ':' + text(official) + "'";
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }
}
