package qinqing.client;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.http.Network;
import qinqing.http.Versions;
import qinqing.identity.UnitRows;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.AccessTokens;
import qinqing.token.CountyDay;
import qinqing.token.Secrets;
import qinqing.token.Validity;

/** Systems that may call us: their registration, their secrets, and the tokens they get for them. */
@ApplicationScoped
public class ApiClients {
    /**
     * What was agreed for one client besides its scopes.
     *
     * @param siteIds online boards it speaks for
     * @param dailyQueryQuota matching queries a day, empty when not limited
     */
    public record Agreed(Set<UUID> siteIds, Optional<Integer> dailyQueryQuota) {}

    /** @param unitId empty when the county itself answers for the system */
    record Description(
            String name,
            Optional<UUID> unitId,
            Set<ApiScope> scopes,
            Set<String> networks,
            Set<UUID> sites,
            @Nullable Integer quota) {}

    sealed interface TokenResult {
        record Issued(String accessToken, Set<String> scopes) implements TokenResult {
            @Override
            public String toString() {
                return "Issued";
            }
        }

        record UnknownClient() implements TokenResult {}

        record ScopeNotGranted() implements TokenResult {}
    }

    private static final String SPEND = """
            insert into api_client_use as u (client_id, day, queries)
            select id, :day, :queries from api_client
             where id = :client and (daily_query_quota is null or daily_query_quota >= :queries)
            on conflict (client_id, day) do update set queries = u.queries + excluded.queries
             where u.queries + excluded.queries
                   <= (select coalesce(c.daily_query_quota, 2147483647) from api_client c where c.id = u.client_id)
            """;

    private final ApiClientRepository clients;
    private final UnitRows units;
    private final AccessTokens tokens;
    private final Validity validity;
    private final Secrets secrets;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;

    ApiClients(
            ApiClientRepository clients,
            UnitRows units,
            AccessTokens tokens,
            Validity validity,
            Secrets secrets,
            Audit audit,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.clients = clients;
        this.units = units;
        this.tokens = tokens;
        this.validity = validity;
        this.secrets = secrets;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
    }

    /** In the present session; nothing is agreed with a client there is not. */
    public Uni<Agreed> agreedWith(UUID client) {
        return clients.findById(client)
                .map(found -> found == null
                        ? new Agreed(Set.of(), Optional.of(0))
                        : new Agreed(Set.of(found.siteIds), Optional.ofNullable(found.dailyQueryQuota)));
    }

    /**
     * Takes queries off what a system may still ask today, in the caller's transaction: a query that fails costs nothing.
     * Calls of one system wait for each other's commit from here on, so spend last.
     *
     * @param queries how many it asks at once
     * @throws ProblemException TOO_MANY_REQUESTS until the county's midnight when they are more than are left; none is
     *     taken then
     */
    public Uni<Void> spend(UUID client, int queries) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(SPEND)
                        .setParameter("client", client)
                        .setParameter("day", CountyDay.today(clock))
                        .setParameter("queries", queries)
                        .executeUpdate())
                .invoke(taken -> {
                    if (taken == 0) {
                        throw ProblemException.retryAfter(
                                ProblemType.TOO_MANY_REQUESTS,
                                CountyDay.untilTomorrow(clock),
                                new Text(
                                        "今日查询次数已用完，请明日再试或请县级管理员调整配额",
                                        "Today's queries are used up; try tomorrow, or ask the county for a larger quota"));
                    }
                })
                .replaceWithVoid();
    }

    Uni<List<ApiClient>> list(@Nullable UUID last, int rows) {
        return Panache.withSession(() -> clients.after(last, rows));
    }

    Uni<ApiClient> get(UUID id) {
        return Panache.withSession(() -> clients.findById(id)).map(ApiClients::existing);
    }

    /** Inside the caller's transaction. */
    Uni<ApiClientView.Created> register(Actor admin, Description description) {
        var secret = secrets.token();
        var client = new ApiClient(ids.timeOrdered(), countyCode, Secrets.hash(secret), clock.instant());
        return describe(client, description)
                .chain(clients::persistAndFlush)
                .call(() -> audit.record(admin, "createApiClient", "api_client", client.id))
                .map(saved -> new ApiClientView.Created(
                        ApiClientView.of(saved), new ApiClientView.Secret(saved.id.toString(), secret, null)));
    }

    Uni<ApiClient> update(Actor admin, UUID id, @Nullable String ifMatch, Description description) {
        return change(admin, "updateApiClient", id, client -> {
            Versions.require(ifMatch, client.version);
            return describe(client, description);
        });
    }

    Uni<ApiClient> disable(Actor admin, UUID id, @Nullable String ifMatch) {
        return change(admin, "disableApiClient", id, client -> {
            Versions.require(ifMatch, client.version);
            client.disable();
            return Uni.createFrom().item(client);
        });
    }

    /** Inside the caller's transaction. */
    Uni<ApiClientView.Secret> rotate(Actor admin, UUID id, Duration overlap) {
        var secret = secrets.token();
        return clients.findById(id, LockModeType.PESSIMISTIC_WRITE)
                .map(ApiClients::existing)
                .invoke(client -> client.rotate(Secrets.hash(secret), overlap, clock.instant()))
                .call(client -> audit.record(admin, "rotateApiClientSecret", "api_client", id))
                .map(client -> new ApiClientView.Secret(client.id.toString(), secret, client.previousValidUntil));
    }

    /** @param wanted scopes asked for; all that were granted when empty */
    Uni<TokenResult> token(String clientId, String secret, Set<String> wanted, String address) {
        return uuid(clientId)
                .map(id -> Panache.withTransaction(() -> clients.findById(id).chain(client -> {
                    if (client == null
                            || !client.knows(Secrets.hash(secret), clock.instant())
                            || !mayComeFrom(client, address)) {
                        return refused(client);
                    }
                    var scopes = wanted.isEmpty() ? client.granted() : wanted;
                    if (!client.granted().containsAll(scopes)) {
                        return Uni.createFrom().<TokenResult>item(new TokenResult.ScopeNotGranted());
                    }
                    var actor = new Actor(id, null, Role.SYSTEM, client.unitId, null, Set.copyOf(scopes));
                    return used(id).chain(() -> audit.record(actor, "issueSystemToken", "api_client", id))
                            .<TokenResult>map(done ->
                                    new TokenResult.Issued(tokens.issue(actor, id, false), new TreeSet<>(scopes)));
                })))
                .orElseGet(() -> Uni.createFrom().item(new TokenResult.UnknownClient()));
    }

    /** Not by the entity: being used must not change the version an administrator holds. */
    private Uni<Integer> used(UUID id) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("update api_client set last_used_at = :now where id = :id")
                        .setParameter("now", clock.instant().atOffset(java.time.ZoneOffset.UTC))
                        .setParameter("id", id)
                        .executeUpdate());
    }

    private Uni<TokenResult> refused(@Nullable ApiClient client) {
        var refusal = new TokenResult.UnknownClient();
        return client == null
                ? Uni.createFrom().item(refusal)
                : audit.record(Actor.ANONYMOUS, "issueSystemToken", "api_client", client.id, "refused=CLIENT")
                        .replaceWith(refusal);
    }

    private static boolean mayComeFrom(ApiClient client, String address) {
        return client.allowedNetworks.length == 0
                || Arrays.stream(client.allowedNetworks)
                        .flatMap(cidr -> Network.parse(cidr).stream())
                        .anyMatch(network -> network.contains(address));
    }

    private Uni<ApiClient> describe(ApiClient client, Description description) {
        return units.answering(description.unitId()).map(unit -> {
            client.describe(
                    description.name(),
                    unit,
                    description.scopes(),
                    description.networks(),
                    description.sites(),
                    description.quota());
            return client;
        });
    }

    private Uni<ApiClient> change(Actor admin, String operation, UUID id, Function<ApiClient, Uni<ApiClient>> change) {
        return Panache.withTransaction(() -> clients.findById(id, LockModeType.PESSIMISTIC_WRITE)
                        .map(ApiClients::existing)
                        .chain(change::apply)
                        .call(clients::flush)
                        .call(() -> audit.record(admin, operation, "api_client", id)))
                .invoke(validity::forget);
    }

    private static ApiClient existing(@Nullable ApiClient client) {
        if (client == null) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        return client;
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException noId) {
            return Optional.empty();
        }
    }
}
