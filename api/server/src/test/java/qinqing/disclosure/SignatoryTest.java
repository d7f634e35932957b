package qinqing.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import qinqing.unit.UnitKind;

/** Who signs (A5.1–A5.4): every office, every bar, every step up. */
class SignatoryTest {
    private static final UUID COUNTY = new UUID(0, 1);
    private static final UUID TOWNSHIP = new UUID(0, 2);
    private static final UUID TOWNSHIP_INSPECTION = new UUID(0, 3);
    private static final UUID VILLAGE = new UUID(0, 4);
    private static final UUID GROUP = new UUID(0, 5);
    private static final UUID DEPARTMENT = new UUID(0, 6);
    private static final UUID COUNTY_INSPECTION = new UUID(0, 7);
    private static final UUID STATIONED = new UUID(0, 8);
    private static final UUID INSTITUTION = new UUID(0, 9);

    private final List<Incumbent> others = new ArrayList<>();
    private int next = 100;

    private Incumbent at(
            Rank rank, UnitKind kind, @Nullable UUID stationedIn, @Nullable Incumbent leader, UUID... path) {
        return new Incumbent(
                new UUID(0, next++),
                rank,
                path[path.length - 1],
                kind,
                Arrays.asList(path),
                stationedIn,
                leader == null ? null : leader.officialId());
    }

    private Incumbent there(Incumbent incumbent) {
        others.add(incumbent);
        return incumbent;
    }

    private Incumbent township(Rank rank, @Nullable Incumbent leader) {
        return at(rank, UnitKind.TOWNSHIP, null, leader, COUNTY, TOWNSHIP);
    }

    private Incumbent countyHead() {
        return at(Rank.PARTY_HEAD, UnitKind.COUNTY, null, null, COUNTY);
    }

    private Incumbent countyInspectionHead() {
        return at(Rank.INSPECTION_HEAD, UnitKind.INSPECTION_BODY, null, null, COUNTY, COUNTY_INSPECTION);
    }

    private Signatory of(Incumbent official, UUID... kin) {
        return Signatory.of(official, others, Set.of(kin)::contains);
    }

    private static Signatory named(Incumbent signer, SigningRule rule, boolean higher) {
        return new Signatory.Named(signer.officialId(), rule, higher);
    }

    @Test
    void the_head_of_the_party_organisation_is_signed_by_the_head_of_the_inspection_body_of_the_same_level_A5_1() {
        var head = township(Rank.PARTY_HEAD, null);
        var inspector = there(
                at(Rank.INSPECTION_HEAD, UnitKind.INSPECTION_BODY, null, null, COUNTY, TOWNSHIP, TOWNSHIP_INSPECTION));
        there(countyInspectionHead());
        assertThat(of(head)).isEqualTo(named(inspector, SigningRule.INSPECTION_HEAD_SIGNS, false));
    }

    @Test
    void an_inspection_head_who_sits_in_the_unit_itself_signs_for_its_head_A5_1() {
        var head = township(Rank.PARTY_HEAD, null);
        var inspector = there(township(Rank.INSPECTION_HEAD, null));
        assertThat(of(head)).isEqualTo(named(inspector, SigningRule.INSPECTION_HEAD_SIGNS, false));
    }

    @Test
    void the_head_of_a_department_is_signed_by_the_head_of_the_team_stationed_there_A5_1_A4_3() {
        var head = at(Rank.PARTY_HEAD, UnitKind.DEPARTMENT, null, null, COUNTY, DEPARTMENT);
        var team = there(at(
                Rank.INSPECTION_HEAD,
                UnitKind.STATIONED_INSPECTION,
                DEPARTMENT,
                null,
                COUNTY,
                COUNTY_INSPECTION,
                STATIONED));
        assertThat(of(head)).isEqualTo(named(team, SigningRule.INSPECTION_HEAD_SIGNS, false));
    }

    @Test
    void without_an_inspection_head_of_the_same_level_the_county_s_one_signs() {
        var head = township(Rank.PARTY_HEAD, null);
        var county = there(countyInspectionHead());
        assertThat(of(head)).isEqualTo(named(county, SigningRule.INSPECTION_HEAD_SIGNS, true));
    }

    @Test
    void other_leaders_and_the_inspection_head_are_signed_by_the_head_of_the_party_organisation_A5_2() {
        var head = there(township(Rank.PARTY_HEAD, null));
        for (var rank : List.of(Rank.LEADERSHIP_MEMBER, Rank.INSPECTION_HEAD)) {
            assertThat(of(township(rank, null))).isEqualTo(named(head, SigningRule.PARTY_HEAD_SIGNS, false));
        }
        var inInspectionBody =
                at(Rank.INSPECTION_HEAD, UnitKind.INSPECTION_BODY, null, null, COUNTY, TOWNSHIP, TOWNSHIP_INSPECTION);
        assertThat(of(inInspectionBody).signer()).contains(head.officialId());
    }

    @Test
    void section_staff_are_signed_by_the_leader_in_charge_A5_3() {
        there(township(Rank.PARTY_HEAD, null));
        var leader = there(township(Rank.LEADERSHIP_MEMBER, null));
        assertThat(of(township(Rank.SECTION_STAFF, leader)))
                .isEqualTo(named(leader, SigningRule.LEADER_IN_CHARGE_SIGNS, false));
    }

    @Test
    void village_cadres_and_group_heads_are_signed_by_the_leader_stationed_there_A5_4() {
        var leader = there(township(Rank.LEADERSHIP_MEMBER, null));
        var cadre = at(Rank.VILLAGE_CADRE, UnitKind.VILLAGE, null, leader, COUNTY, TOWNSHIP, VILLAGE);
        var groupHead = at(Rank.GROUP_HEAD, UnitKind.GROUP, null, leader, COUNTY, TOWNSHIP, VILLAGE, GROUP);
        assertThat(of(cadre)).isEqualTo(named(leader, SigningRule.STATIONED_LEADER_SIGNS, false));
        assertThat(of(groupHead)).isEqualTo(named(leader, SigningRule.STATIONED_LEADER_SIGNS, false));
    }

    @Test
    void without_a_leader_the_township_s_head_signs_for_a_village_cadre_and_not_the_village_s_own() {
        var villageHead = there(at(Rank.PARTY_HEAD, UnitKind.VILLAGE, null, null, COUNTY, TOWNSHIP, VILLAGE));
        var head = there(township(Rank.PARTY_HEAD, null));
        var cadre = at(Rank.VILLAGE_CADRE, UnitKind.VILLAGE, null, null, COUNTY, TOWNSHIP, VILLAGE);
        assertThat(of(cadre))
                .isEqualTo(named(head, SigningRule.STATIONED_LEADER_SIGNS, true))
                .isNotEqualTo(named(villageHead, SigningRule.STATIONED_LEADER_SIGNS, true));
    }

    @Test
    void declared_kin_never_sign_one_level_up_does() {
        var leader = there(township(Rank.LEADERSHIP_MEMBER, null));
        var head = there(township(Rank.PARTY_HEAD, null));
        var county = there(countyHead());
        var staff = township(Rank.SECTION_STAFF, leader);
        assertThat(of(staff, leader.officialId())).isEqualTo(named(head, SigningRule.LEADER_IN_CHARGE_SIGNS, true));
        assertThat(of(staff, leader.officialId(), head.officialId()))
                .isEqualTo(named(county, SigningRule.LEADER_IN_CHARGE_SIGNS, true));
    }

    @Test
    void nobody_signs_their_own() {
        var head = there(township(Rank.PARTY_HEAD, null));
        var both = there(at(Rank.INSPECTION_HEAD, UnitKind.TOWNSHIP, null, null, COUNTY, TOWNSHIP));
        assertThat(of(head).signer()).contains(both.officialId());
        assertThat(of(both).signer()).contains(head.officialId());
        others.remove(head);
        assertThat(of(both)).isEqualTo(new Signatory.Nobody(SigningRule.PARTY_HEAD_SIGNS));
    }

    @Test
    void a_subordinate_never_signs() {
        var head = township(Rank.PARTY_HEAD, null);
        there(township(Rank.INSPECTION_HEAD, head)); // led by the one to be signed for
        var county = there(countyInspectionHead());
        assertThat(of(head)).isEqualTo(named(county, SigningRule.INSPECTION_HEAD_SIGNS, true));

        var leader = township(Rank.LEADERSHIP_MEMBER, null);
        var led = there(township(Rank.SECTION_STAFF, leader));
        var tangled = new Incumbent(
                leader.officialId(),
                Rank.SECTION_STAFF,
                TOWNSHIP,
                UnitKind.TOWNSHIP,
                leader.ancestors(),
                null,
                led.officialId());
        assertThat(of(tangled).signer()).isNotEqualTo(java.util.Optional.of(led.officialId()));
    }

    @Test
    void when_every_head_is_missing_nobody_signs_and_it_is_said() {
        for (var rank : Rank.values()) {
            assertThat(of(township(rank, null))).isEqualTo(new Signatory.Nobody(rank.rule()));
        }
    }

    @Test
    void staff_of_an_institution_go_up_to_their_department() {
        var head = there(at(Rank.PARTY_HEAD, UnitKind.DEPARTMENT, null, null, COUNTY, DEPARTMENT));
        var staff = at(
                Rank.LEADERSHIP_MEMBER, UnitKind.SUBORDINATE_INSTITUTION, null, null, COUNTY, DEPARTMENT, INSTITUTION);
        assertThat(of(staff)).isEqualTo(named(head, SigningRule.PARTY_HEAD_SIGNS, true));
    }

    @Test
    void a_stationed_team_s_head_is_signed_by_the_head_of_the_host_unit_A4_3() {
        var host = there(at(Rank.PARTY_HEAD, UnitKind.DEPARTMENT, null, null, COUNTY, DEPARTMENT));
        there(countyHead());
        var team = at(
                Rank.INSPECTION_HEAD,
                UnitKind.STATIONED_INSPECTION,
                DEPARTMENT,
                null,
                COUNTY,
                COUNTY_INSPECTION,
                STATIONED);
        assertThat(of(team).signer()).contains(host.officialId());
    }

    @Test
    void a_chain_of_leaders_makes_a_subordinate_also_when_it_runs_in_a_circle() {
        var a = new Incumbent(
                new UUID(0, 1),
                Rank.SECTION_STAFF,
                TOWNSHIP,
                UnitKind.TOWNSHIP,
                List.of(COUNTY, TOWNSHIP),
                null,
                new UUID(0, 2));
        var b = new Incumbent(
                new UUID(0, 2),
                Rank.SECTION_STAFF,
                TOWNSHIP,
                UnitKind.TOWNSHIP,
                List.of(COUNTY, TOWNSHIP),
                null,
                new UUID(0, 3));
        var c = new Incumbent(
                new UUID(0, 3),
                Rank.SECTION_STAFF,
                TOWNSHIP,
                UnitKind.TOWNSHIP,
                List.of(COUNTY, TOWNSHIP),
                null,
                new UUID(0, 2));
        var d = new Incumbent(
                new UUID(0, 4), Rank.SECTION_STAFF, TOWNSHIP, UnitKind.TOWNSHIP, List.of(COUNTY, TOWNSHIP), null, null);
        var subordination = new Subordination(List.of(a, b, c, d));
        assertThat(subordination.isSubordinate(a, c)).isTrue();
        assertThat(subordination.isSubordinate(a, d)).isFalse();
        assertThat(subordination.isSubordinate(a, a)).isFalse();
    }
}
