package qinqing.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One login on one device, and the family of refresh tokens that keep it alive. */
@Entity
@Table(name = "login_session")
class LoginSession {
    enum Ending {
        LOGOUT,
        TOKEN_REUSED,
        PASSWORD_CHANGED,
        ACCOUNT_CHANGED
    }

    /** What a presented refresh token is worth. */
    enum Presented {
        PRESENT,
        /** An old one of this family: somebody has a copy, so nobody may go on with it (RFC 9700, 4.14.2). */
        REUSED,
        WORTHLESS
    }

    @Id
    UUID id;

    UUID accountId;
    UUID assignmentId;
    byte[] familyHash;
    byte[] presentHash;
    Instant createdAt;
    Instant refreshedAt;
    Instant expiresAt;

    @Nullable
    Instant revokedAt;

    @Nullable
    @Enumerated(EnumType.STRING)
    Ending revokedBecause;

    /** Opened by a code sent to the phone: it never becomes more than a citizen's. */
    boolean byCode;

    @SuppressWarnings("NullAway.Init")
    protected LoginSession() {}

    LoginSession(RefreshToken token, UUID accountId, UUID assignmentId, boolean byCode, Instant now, Duration life) {
        this.id = token.sessionId();
        this.accountId = accountId;
        this.assignmentId = assignmentId;
        this.familyHash = token.familyHash();
        this.presentHash = token.presentHash();
        this.byCode = byCode;
        this.createdAt = now;
        this.refreshedAt = now;
        this.expiresAt = now.plus(life);
    }

    Presented weigh(RefreshToken token, Instant now, Duration idle) {
        if (!MessageDigest.isEqual(familyHash, token.familyHash())) {
            return Presented.WORTHLESS;
        }
        if (!MessageDigest.isEqual(presentHash, token.presentHash())) {
            return Presented.REUSED;
        }
        boolean over = revokedAt != null || !now.isBefore(refreshableUntil(idle));
        return over ? Presented.WORTHLESS : Presented.PRESENT;
    }

    void rotate(RefreshToken next, UUID assignment, Instant now) {
        presentHash = next.presentHash();
        assignmentId = assignment;
        refreshedAt = now;
    }

    /** When the present refresh token ends, unless it is used before. */
    Instant refreshableUntil(Duration idle) {
        var idleEnd = refreshedAt.plus(idle);
        return idleEnd.isBefore(expiresAt) ? idleEnd : expiresAt;
    }

    void revoke(Ending because, Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
            revokedBecause = because;
        }
    }
}
