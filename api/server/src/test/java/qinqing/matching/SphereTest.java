package qinqing.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import qinqing.unit.UnitKind;
import qinqing.unit.UnitNode;

/** A3.4: 本部门、本乡镇或所属部门、行业、系统. */
class SphereTest {
    private final UnitNode county = unit(null, UnitKind.COUNTY, null);
    private final UnitNode civilAffairs = unit(county, UnitKind.DEPARTMENT, null);
    private final UnitNode lowIncomeCentre = unit(civilAffairs, UnitKind.SUBORDINATE_INSTITUTION, null);
    private final UnitNode town = unit(county, UnitKind.TOWNSHIP, null);
    private final UnitNode village = unit(town, UnitKind.VILLAGE, null);
    private final UnitNode station = unit(civilAffairs, UnitKind.DISPATCHED_BODY, town.id());

    @Test
    void a_benefit_that_the_officials_own_unit_approves_lies_in_their_sphere() {
        assertThat(Sphere.of(town, town)).contains(Sphere.SAME_UNIT);
    }

    @Test
    void the_department_above_is_the_same_system() {
        assertThat(Sphere.of(civilAffairs, lowIncomeCentre)).contains(Sphere.ABOVE);
    }

    @Test
    void the_village_below_the_officials_township_is_the_same_system() {
        assertThat(Sphere.of(village, town)).contains(Sphere.BELOW);
    }

    @Test
    void another_department_is_outside() {
        assertThat(Sphere.of(civilAffairs, town)).isEmpty();
    }

    @Test
    void what_the_county_approves_makes_no_system_with_everybody_in_it() {
        assertThat(Sphere.of(county, town)).isEmpty();
    }

    @Test
    void for_a_leader_of_the_county_everything_in_it_is_their_sphere() {
        assertThat(Sphere.of(village, county)).contains(Sphere.BELOW);
    }

    @Test
    void the_township_where_a_dispatched_body_sits_is_its_peoples_sphere() {
        assertThat(Sphere.of(town, station)).contains(Sphere.SEAT);
        assertThat(Sphere.of(civilAffairs, station)).contains(Sphere.ABOVE);
    }

    private static UnitNode unit(@Nullable UnitNode parent, UnitKind kind, @Nullable UUID seat) {
        var id = UUID.randomUUID();
        var path = parent == null
                ? List.of(id)
                : Stream.concat(parent.ancestors().stream(), Stream.of(id)).toList();
        return new UnitNode(
                id,
                "500102",
                parent == null ? null : parent.id(),
                path,
                kind,
                kind.chinese(),
                null,
                seat,
                null,
                null,
                null,
                true);
    }
}
