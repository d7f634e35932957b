package qinqing.publicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static qinqing.publicity.SiteRole.OFFICIAL_UNIT;
import static qinqing.publicity.SiteRole.PROJECT_VILLAGE;
import static qinqing.publicity.SiteRole.RELATIVE_GROUP;
import static qinqing.publicity.SiteRole.RELATIVE_VILLAGE;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import qinqing.programme.BenefitKind;

class RequiredSitesTest {
    private static final UUID TOWN = UUID.randomUUID();
    private static final UUID VILLAGE = UUID.randomUUID();
    private static final UUID GROUP = UUID.randomUUID();
    private static final UUID OTHER_VILLAGE = UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(
            value = BenefitKind.class,
            names = {"FUND", "SERVICE"})
    void funds_and_services_hang_at_the_officials_unit_the_relatives_village_and_group_A10_4(BenefitKind kind) {
        assertThat(RequiredSites.of(kind, TOWN, VILLAGE, GROUP, OTHER_VILLAGE).units())
                .isEqualTo(Map.of(
                        TOWN, Set.of(OFFICIAL_UNIT), VILLAGE, Set.of(RELATIVE_VILLAGE), GROUP, Set.of(RELATIVE_GROUP)));
    }

    @Test
    void projects_hang_at_the_officials_unit_the_relatives_and_the_projects_village_A10_5() {
        assertThat(RequiredSites.of(BenefitKind.CONSTRUCTION, TOWN, VILLAGE, GROUP, OTHER_VILLAGE)
                        .units())
                .isEqualTo(Map.of(
                        TOWN,
                        Set.of(OFFICIAL_UNIT),
                        VILLAGE,
                        Set.of(RELATIVE_VILLAGE),
                        OTHER_VILLAGE,
                        Set.of(PROJECT_VILLAGE)));
    }

    @Test
    void boards_that_coincide_count_once_and_keep_every_reason() {
        assertThat(RequiredSites.of(BenefitKind.CONSTRUCTION, VILLAGE, VILLAGE, null, VILLAGE)
                        .units())
                .isEqualTo(Map.of(VILLAGE, Set.of(OFFICIAL_UNIT, RELATIVE_VILLAGE, PROJECT_VILLAGE)));
    }

    @Test
    void where_a_village_has_no_groups_its_board_is_the_nearest_there_is() {
        assertThat(RequiredSites.of(BenefitKind.FUND, TOWN, VILLAGE, null, null).units())
                .isEqualTo(Map.of(TOWN, Set.of(OFFICIAL_UNIT), VILLAGE, Set.of(RELATIVE_VILLAGE, RELATIVE_GROUP)));
    }

    @Test
    void a_project_is_built_somewhere() {
        assertThatThrownBy(() -> RequiredSites.of(BenefitKind.CONSTRUCTION, TOWN, VILLAGE, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_table_hangs_wherever_one_of_its_matters_has_to() {
        var both = RequiredSites.of(BenefitKind.FUND, TOWN, VILLAGE, GROUP, null)
                .and(RequiredSites.of(BenefitKind.FUND, VILLAGE, OTHER_VILLAGE, null, null));
        assertThat(both.units())
                .isEqualTo(Map.of(
                        TOWN, Set.of(OFFICIAL_UNIT),
                        VILLAGE, Set.of(OFFICIAL_UNIT, RELATIVE_VILLAGE),
                        GROUP, Set.of(RELATIVE_GROUP),
                        OTHER_VILLAGE, Set.of(RELATIVE_VILLAGE, RELATIVE_GROUP)));
    }
}
