package qinqing.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import qinqing.actor.Role;

/** A9.1: no hit without an owner, and never the official concerned, their kin or their subordinates. */
class OwnersTest {
    private static final UUID COUNTY = new UUID(1, 1);
    private static final UUID TOWN = new UUID(1, 2);
    private static final UUID OFFICE = new UUID(1, 3);
    private static final List<UUID> OFFICE_PATH = List.of(COUNTY, TOWN, OFFICE);

    private final Concern hit = concern("SECTION_STAFF", OFFICE, Set.of("kin"));

    @Test
    void the_task_goes_to_a_verifier_of_the_approving_unit() {
        var own = verifier(Role.VERIFIER, OFFICE_PATH, null, "");
        var above = verifier(Role.VERIFIER, List.of(COUNTY, TOWN), null, "");
        assertThat(new Owners(List.of(above, own)).choose(hit)).isEqualTo(own);
    }

    @Test
    void tasks_are_spread_evenly() {
        var three = IntStream.range(0, 3)
                .mapToObj(i -> verifier(Role.VERIFIER, OFFICE_PATH, null, ""))
                .toList();
        var owners = new Owners(three);
        var shares = IntStream.range(0, 300)
                .mapToObj(i -> owners.choose(hit).assignmentId())
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        assertThat(shares.values()).containsExactly(100L, 100L, 100L);
    }

    @Test
    void who_has_less_to_do_is_asked_first() {
        var busy = withLoad(verifier(Role.VERIFIER, OFFICE_PATH, null, ""), 7);
        var idle = verifier(Role.VERIFIER, OFFICE_PATH, null, "");
        assertThat(new Owners(List.of(busy, idle)).choose(hit)).isEqualTo(idle);
    }

    @Test
    void when_only_kin_are_left_the_task_goes_one_level_up() {
        var kin = verifier(Role.VERIFIER, OFFICE_PATH, "kin", "SECTION_STAFF");
        var above = verifier(Role.VERIFIER, List.of(COUNTY, TOWN), null, "");
        assertThat(new Owners(List.of(kin, above)).choose(hit)).isEqualTo(above);
    }

    @Test
    void a_hit_of_the_head_of_a_township_is_not_verified_below_them() {
        var hitOfHead = concern("PARTY_HEAD", TOWN, Set.of());
        var office = verifier(Role.VERIFIER, OFFICE_PATH, null, "");
        var county = verifier(Role.COUNTY_INSPECTOR, List.of(COUNTY), null, "");
        assertThat(new Owners(List.of(office, county)).choose(hitOfHead)).isEqualTo(county);
    }

    @Test
    void a_colleague_of_the_same_leadership_is_no_subordinate_of_a_deputy() {
        var hitOfDeputy = concern("LEADERSHIP_MEMBER", TOWN, Set.of());
        assertThat(Recusal.reasons(verifier(Role.VERIFIER, OFFICE_PATH, "x", "LEADERSHIP_MEMBER"), hitOfDeputy))
                .isEmpty();
        assertThat(Recusal.reasons(verifier(Role.VERIFIER, OFFICE_PATH, "x", "SECTION_STAFF"), hitOfDeputy))
                .containsExactly(Recusal.SUBORDINATE);
    }

    @Test
    void hits_of_the_countys_own_head_stay_with_the_inspection_body() {
        var hitOfCounty = concern("PARTY_HEAD", COUNTY, Set.of());
        var inspector = verifier(Role.COUNTY_INSPECTOR, List.of(COUNTY), null, "");
        assertThat(new Owners(List.of(inspector)).choose(hitOfCounty)).isEqualTo(inspector);
    }

    @Test
    void a_relative_declared_by_the_verifier_counts_as_kin_too() {
        var who = new Verifier(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Role.VERIFIER,
                OFFICE_PATH,
                UUID.randomUUID(),
                "me",
                "某",
                "SECTION_STAFF",
                OFFICE_PATH,
                Set.of(),
                Set.of(hit.personToken()),
                0);
        assertThat(Recusal.reasons(who, hit)).containsExactly(Recusal.KIN);
    }

    @Test
    void in_ten_thousand_random_counties_no_hit_is_without_an_owner_who_may_hold_it() {
        var chance = new Random(20261121);
        for (int i = 0; i < 10_000; i++) {
            var county = randomCounty(chance);
            var owners = new Owners(county.people());
            for (var concern : county.concerns()) {
                var owner = owners.choose(concern);
                assertThat(List.of(Recusal.THE_OFFICIAL, Recusal.THE_BENEFICIARY, Recusal.KIN))
                        .noneMatch(rule -> rule.applies(owner, concern));
                if (owner.role() == Role.VERIFIER) {
                    assertThat(Recusal.reasons(owner, concern)).isEmpty();
                    assertThat(concern.approvingPath()).contains(owner.unitId());
                    assertThat(verifiersBelow(county.people(), concern, owner)).isEmpty();
                }
            }
        }
    }

    /** Free verifiers nearer to the approving unit than the chosen one. */
    private static List<Verifier> verifiersBelow(List<Verifier> people, Concern hit, Verifier owner) {
        var below = hit.approvingPath()
                .subList(
                        hit.approvingPath().indexOf(owner.unitId()) + 1,
                        hit.approvingPath().size());
        return people.stream()
                .filter(who -> who.role() == Role.VERIFIER && below.contains(who.unitId()))
                .filter(who -> Recusal.reasons(who, hit).isEmpty())
                .toList();
    }

    private record County(List<Verifier> people, List<Concern> concerns) {}

    /** Few people, so that kinship and rank strike often; the administrator of the first start is no official. */
    private static County randomCounty(Random chance) {
        var paths = List.of(List.of(COUNTY), List.of(COUNTY, TOWN), OFFICE_PATH, List.of(COUNTY, new UUID(1, 4)));
        var ranks = List.of("PARTY_HEAD", "INSPECTION_HEAD", "LEADERSHIP_MEMBER", "SECTION_STAFF", "VILLAGE_CADRE");
        var officials = IntStream.range(0, 6).mapToObj(i -> new UUID(9, i)).toList();
        var people = new ArrayList<Verifier>();
        people.add(verifier(Role.ADMIN, List.of(COUNTY), null, ""));
        var roles = List.of(Role.VERIFIER, Role.VERIFIER, Role.VERIFIER, Role.COUNTY_INSPECTOR, Role.ENDORSER);
        for (int i = chance.nextInt(6); i > 0; i--) {
            int who = chance.nextInt(6);
            people.add(new Verifier(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    roles.get(chance.nextInt(roles.size())),
                    paths.get(chance.nextInt(paths.size())),
                    officials.get(who),
                    "t" + who,
                    "n" + who,
                    ranks.get(chance.nextInt(ranks.size())),
                    paths.get(chance.nextInt(paths.size())),
                    chance.nextInt(3) == 0 ? Set.of(officials.get(chance.nextInt(6))) : Set.of(),
                    chance.nextInt(3) == 0 ? Set.of("t" + chance.nextInt(6)) : Set.of(),
                    chance.nextInt(5)));
        }
        var concerns = IntStream.range(0, 4)
                .mapToObj(i -> {
                    int who = chance.nextInt(6);
                    return new Concern(
                            UUID.randomUUID(),
                            paths.get(chance.nextInt(paths.size())),
                            officials.get(who),
                            "t" + who,
                            ranks.get(chance.nextInt(ranks.size())),
                            paths.get(chance.nextInt(paths.size())).getLast(),
                            new HashSet<>(List.of("t" + chance.nextInt(6), "t" + chance.nextInt(6))),
                            Set.of("n" + chance.nextInt(6)),
                            "t" + chance.nextInt(6));
                })
                .toList();
        return new County(people, concerns);
    }

    private static Concern concern(String rank, UUID unit, Set<String> kin) {
        return new Concern(
                UUID.randomUUID(), OFFICE_PATH, new UUID(9, 9), "official", rank, unit, kin, Set.of(), "beneficiary");
    }

    private static Verifier verifier(Role role, List<UUID> path, @Nullable String token, String rank) {
        return new Verifier(
                UUID.randomUUID(),
                UUID.randomUUID(),
                role,
                path,
                token == null ? null : UUID.randomUUID(),
                token,
                token == null ? "" : token,
                rank,
                token == null ? List.of() : path,
                Set.of(),
                Set.of(),
                0);
    }

    private static Verifier withLoad(Verifier who, long load) {
        return new Verifier(
                who.assignmentId(),
                who.accountId(),
                who.role(),
                who.unitPath(),
                who.officialId(),
                who.personToken(),
                who.nameKey(),
                who.rank(),
                who.homePath(),
                who.leaders(),
                who.kin(),
                load);
    }
}
