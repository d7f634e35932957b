package qinqing.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Both tokens, and who one is with them.
 *
 * @param passwordChangeRequired true when nothing is allowed before {@code PUT /me/password}
 */
record SessionView(
        String accessToken,
        String tokenType,
        Instant accessTokenExpiresAt,
        String refreshToken,
        Instant refreshTokenExpiresAt,
        AssignmentView assignment,
        List<AssignmentView> assignments,
        boolean passwordChangeRequired) {

    static SessionView of(
            String access,
            Instant accessUntil,
            RefreshToken refresh,
            Instant refreshUntil,
            UUID assignment,
            List<AssignmentView> assignments,
            boolean passwordChangeRequired) {
        var present = assignments.stream()
                .filter(held -> held.id().equals(assignment))
                .findFirst()
                .orElseThrow();
        return new SessionView(
                access,
                "Bearer",
                accessUntil,
                refresh.text(),
                refreshUntil,
                present,
                assignments,
                passwordChangeRequired);
    }

    @Override
    public String toString() {
        return "SessionView";
    }
}
