package qinqing.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A1.5: a list of units becomes a tree; each row wholly or not at all. */
class ImportPlanTest {
    private static final UnitNode COUNTY = new UnitNode(
            new UUID(0, 1),
            "500102",
            null,
            List.of(new UUID(0, 1)),
            UnitKind.COUNTY,
            "涪陵区",
            "500102",
            null,
            null,
            null,
            null,
            true);

    @Test
    void children_may_stand_before_their_parents() {
        var plan = plan(row(2, "一组", "村民小组", "新妙镇/两桂村"), row(3, "两桂村", "村", "新妙镇"), row(4, "新妙镇", "镇", ""));
        assertThat(plan.faults()).isEmpty();
        assertThat(plan.additions()).extracting(UnitNode::name).containsExactly("新妙镇", "两桂村", "一组");
        assertThat(plan.additions().getLast().depth()).isEqualTo(3);
    }

    @Test
    void a_bad_row_is_named_with_line_column_and_reason_and_good_rows_are_kept() {
        var plan = plan(row(2, "", "部门", ""), row(3, "区民政局", "局", ""), row(4, "区教委", "部门", ""));
        assertThat(plan.additions()).extracting(UnitNode::name).containsExactly("区教委");
        assertThat(plan.faults())
                .extracting(ImportPlan.Fault::row, ImportPlan.Fault::column, ImportPlan.Fault::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2L, ImportColumns.Column.NAME, "UNIT_NAME_MISSING"),
                        org.assertj.core.groups.Tuple.tuple(3L, ImportColumns.Column.KIND, "UNIT_KIND"));
    }

    @Test
    void a_kind_stands_only_where_it_may() {
        var plan = plan(row(2, "区民政局", "部门", ""), row(3, "两桂村", "村", "区民政局"));
        assertThat(plan.additions()).hasSize(1);
        assertThat(plan.faults()).extracting(ImportPlan.Fault::code).containsExactly("UNIT_PARENT_KIND");
    }

    @Test
    void an_unknown_or_ambiguous_parent_is_said() {
        var plan = plan(
                row(2, "甲镇", "镇", ""),
                row(3, "乙镇", "镇", ""),
                row(4, "红旗村", "村", "甲镇"),
                row(5, "红旗村", "村", "乙镇"),
                row(6, "一组", "村民小组", "红旗村"),
                row(7, "一组", "村民小组", "乙镇/红旗村"),
                row(8, "二组", "村民小组", "没有村"));
        assertThat(plan.additions()).hasSize(5);
        assertThat(plan.faults()).extracting(ImportPlan.Fault::code).containsExactly("UNIT_AMBIGUOUS", "UNIT_UNKNOWN");
    }

    @Test
    void a_dispatched_body_needs_its_township_A4_2() {
        var without = row(3, "新妙财政所", "派出机构", "区财政局");
        var with = new ImportedRow(5, "新妙司法所", "派出机构", "区财政局", "", "新妙镇", "", "", "", null);
        var plan = plan(row(2, "区财政局", "部门", ""), without, row(4, "新妙镇", "镇", ""), with);
        assertThat(plan.additions())
                .extracting(UnitNode::name)
                .contains("新妙司法所")
                .doesNotContain("新妙财政所");
        assertThat(plan.faults()).extracting(ImportPlan.Fault::row).containsExactly(3L);
    }

    @Test
    void what_is_there_already_is_counted_and_not_made_again() {
        var plan = plan(row(2, "区教委", "部门", ""), row(3, "区教委", "部门", ""));
        assertThat(plan.additions()).hasSize(1);
        assertThat(plan.duplicates()).isEqualTo(1);
    }

    @Test
    void a_circle_of_parents_ends() {
        var plan = plan(row(2, "甲公司", "下属企业", "乙公司"), row(3, "乙公司", "下属企业", "甲公司"));
        assertThat(plan.additions()).isEmpty();
        assertThat(plan.faults()).hasSize(2);
    }

    @Test
    void names_that_turn_the_reading_direction_are_refused() {
        assertThat(plan(row(2, "区\u202e教委", "部门", "")).faults())
                .extracting(ImportPlan.Fault::code)
                .containsExactly("UNIT_NAME_UNSEEN");
    }

    private static ImportPlan plan(ImportedRow... rows) {
        return new ImportPlan(COUNTY, List.of(COUNTY), UUID::randomUUID).read(List.of(rows));
    }

    private static ImportedRow row(long number, String name, String kind, String parent) {
        return new ImportedRow(number, name, kind, parent, "", "", "", "", "", null);
    }
}
