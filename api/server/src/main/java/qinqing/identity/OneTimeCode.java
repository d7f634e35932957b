package qinqing.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** A code handed over in person, for the first password or a new one. Only its hash is kept. */
@Entity
@Table(name = "one_time_code")
class OneTimeCode {
    enum Purpose {
        /** Long enough for a round through the villages. */
        INVITATION(Duration.ofDays(14)),
        RESET(Duration.ofDays(1));

        private final Duration life;

        Purpose(Duration life) {
            this.life = life;
        }

        Duration life() {
            return life;
        }
    }

    @Id
    UUID accountId;

    byte[] codeHash;

    @Enumerated(EnumType.STRING)
    Purpose purpose;

    Instant createdAt;
    Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    protected OneTimeCode() {}

    OneTimeCode(UUID accountId, byte[] hash, Purpose purpose, Instant now, Duration life) {
        this.accountId = accountId;
        this.codeHash = hash;
        this.purpose = purpose;
        this.createdAt = now;
        this.expiresAt = now.plus(life);
    }
}
