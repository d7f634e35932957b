package qinqing.client;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A system as the administrator sees it; its secret is never seen again. */
record ApiClientView(
        UUID id,
        String clientId,
        String name,
        UUID unitId,
        List<ApiScope> scopes,
        List<String> allowedNetworks,
        List<UUID> siteIds,
        @Nullable Integer dailyQueryQuota,
        ApiClient.Status state,
        @Nullable Instant lastUsedAt,
        Instant createdAt) {

    /** @param clientSecret its only appearance */
    record Secret(
            String clientId, String clientSecret, @Nullable Instant previousValidUntil) {
        @Override
        public String toString() {
            return "Secret";
        }
    }

    record Created(ApiClientView client, Secret secret) {}

    static ApiClientView of(ApiClient client) {
        return new ApiClientView(
                client.id,
                client.id.toString(),
                client.name,
                client.unitId,
                Arrays.stream(client.scopes).map(ApiScope::of).toList(),
                List.of(client.allowedNetworks),
                List.of(client.siteIds),
                client.dailyQueryQuota,
                client.status,
                client.lastUsedAt,
                client.createdAt);
    }
}
