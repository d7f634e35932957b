package qinqing.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A4: to whom the people of a unit report. */
class ReportingLineTest {
    private static final UUID COUNTY = new UUID(0, 1);
    private static final UUID DEPARTMENT = new UUID(0, 2);
    private static final UUID TOWNSHIP = new UUID(0, 3);
    private static final UUID VILLAGE = new UUID(0, 4);
    private static final UUID BODY = new UUID(0, 5);
    private static final UUID ITSELF = new UUID(0, 9);

    @Test
    void an_institution_reports_to_its_department_A4_1() {
        assertThat(recipients(UnitKind.SUBORDINATE_INSTITUTION, null, null, COUNTY, DEPARTMENT))
                .containsExactly(DEPARTMENT);
    }

    @Test
    void an_institution_of_an_institution_reports_to_the_department_above_both_A4_1() {
        assertThat(recipients(UnitKind.SUBORDINATE_INSTITUTION, null, null, COUNTY, DEPARTMENT, BODY))
                .containsExactly(DEPARTMENT);
    }

    @Test
    void an_institution_directly_of_the_county_is_in_annex_1_itself() {
        assertThat(recipients(UnitKind.SUBORDINATE_INSTITUTION, null, null, COUNTY))
                .containsExactly(ITSELF);
    }

    @Test
    void a_dispatched_body_reports_to_itself_and_to_the_township_where_it_sits_A4_2() {
        assertThat(recipients(UnitKind.DISPATCHED_BODY, TOWNSHIP, null, COUNTY, DEPARTMENT))
                .containsExactly(ITSELF, TOWNSHIP);
    }

    @Test
    void a_stationed_inspection_team_reports_to_its_host_A4_3() {
        assertThat(recipients(UnitKind.STATIONED_INSPECTION, null, DEPARTMENT, COUNTY, BODY))
                .containsExactly(DEPARTMENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"VILLAGE", "COMMUNITY"})
    void village_cadres_report_to_the_township_A4_4(UnitKind kind) {
        assertThat(recipients(kind, null, null, COUNTY, TOWNSHIP)).containsExactly(TOWNSHIP);
    }

    @Test
    void heads_of_groups_report_to_the_township_and_not_to_the_village_A4_4() {
        assertThat(recipients(UnitKind.GROUP, null, null, COUNTY, TOWNSHIP, VILLAGE))
                .containsExactly(TOWNSHIP);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "DEPARTMENT",
                "TOWNSHIP",
                "STREET",
                "STATE_FIRM",
                "PARK",
                "VERTICAL",
                "PEOPLE_ORGANIZATION",
                "DEMOCRATIC_PARTY",
                "INSPECTION_BODY"
            })
    void the_units_of_annex_1_report_to_themselves(UnitKind kind) {
        assertThat(recipients(kind, null, null, COUNTY)).containsExactly(ITSELF);
    }

    private static List<UUID> recipients(
            UnitKind kind, @Nullable UUID locatedIn, @Nullable UUID stationedIn, UUID... above) {
        var path = Stream.concat(Stream.of(above), Stream.of(ITSELF)).toList();
        return ReportingLine.recipients(new UnitNode(
                ITSELF,
                "500102",
                above[above.length - 1],
                path,
                kind,
                "某单位",
                null,
                locatedIn,
                stationedIn,
                null,
                null,
                true));
    }
}
