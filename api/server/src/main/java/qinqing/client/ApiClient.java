package qinqing.client;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Another system that may call us; a unit answers for it. */
@Entity
@Table(name = "api_client")
class ApiClient {
    enum Status {
        ACTIVE,
        DISABLED
    }

    @Id
    UUID id;

    String countyCode;
    String name;
    UUID unitId;
    byte[] secretHash;
    byte @Nullable [] previousSecretHash;

    @Nullable
    Instant previousValidUntil;

    String[] scopes;
    String[] allowedNetworks;
    UUID[] siteIds;

    @Nullable
    Integer dailyQueryQuota;

    @Enumerated(EnumType.STRING)
    Status status;

    @Nullable
    Instant lastUsedAt;

    Instant createdAt;

    @Version
    int version;

    @SuppressWarnings("NullAway.Init")
    protected ApiClient() {}

    @SuppressWarnings("NullAway.Init") // described right after
    ApiClient(UUID id, String countyCode, byte[] secretHash, Instant now) {
        this.id = id;
        this.countyCode = countyCode;
        this.secretHash = secretHash;
        this.status = Status.ACTIVE;
        this.createdAt = now;
    }

    void describe(
            String name,
            UUID unitId,
            Set<ApiScope> scopes,
            Set<String> networks,
            Set<UUID> sites,
            @Nullable Integer quota) {
        this.name = name;
        this.unitId = unitId;
        this.scopes = scopes.stream().map(ApiScope::word).sorted().toArray(String[]::new);
        this.allowedNetworks = networks.stream().sorted().toArray(String[]::new);
        this.siteIds = sites.stream().sorted().toArray(UUID[]::new);
        this.dailyQueryQuota = quota;
    }

    Set<String> granted() {
        return Arrays.stream(scopes).collect(Collectors.toUnmodifiableSet());
    }

    /** The present secret, or for the overlap of a rotation the one before. */
    boolean knows(byte[] hash, Instant now) {
        boolean present = MessageDigest.isEqual(secretHash, hash);
        boolean previous = previousSecretHash != null
                && MessageDigest.isEqual(previousSecretHash, hash)
                && previousValidUntil != null
                && now.isBefore(previousValidUntil);
        return status == Status.ACTIVE && (present || previous);
    }

    void rotate(byte[] hash, Duration overlap, Instant now) {
        previousSecretHash = overlap.isZero() ? null : secretHash;
        previousValidUntil = overlap.isZero() ? null : now.plus(overlap);
        secretHash = hash;
    }

    void disable() {
        status = Status.DISABLED;
    }
}
