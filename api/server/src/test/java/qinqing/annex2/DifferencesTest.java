package qinqing.annex2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import qinqing.disclosure.Persons;
import qinqing.kernel.Kinship;
import qinqing.kernel.Sex;

/** Amendments are differences (A3.5). */
class DifferencesTest {
    private static final Annex2.Declarant DECLARANT =
            new Annex2.Declarant(Sex.MALE, null, "主任", null, "低保", false, null, null, "13800000000");

    private static Annex2.Relative relative(UUID id, String name, Kinship kinship, @Nullable String idNumber) {
        return new Annex2.Relative(
                id, name, Sex.FEMALE, kinship, null, null, null, null, idNumber, null, null, null, null, null);
    }

    @Test
    void added_removed_and_changed_relatives_are_told_apart() {
        var spouse = relative(UUID.randomUUID(), "李桂芳", Kinship.SPOUSE, Persons.id(1981));
        var father = relative(UUID.randomUUID(), "周建国", Kinship.OWN_PARENT, Persons.id(1955));
        var fatherNow = relative(UUID.randomUUID(), "周建国", Kinship.OWN_PARENT, Persons.id(1956));
        var child = relative(UUID.randomUUID(), "周小远", Kinship.CHILD, null);
        var before = new Annex2(DECLARANT, List.of(spouse, father), List.of());
        var after = new Annex2(DECLARANT, List.of(fatherNow, child), List.of());

        var found = Differences.between(before, after, Map.of(fatherNow.relativeId(), father.relativeId()));

        assertThat(found.relatives())
                .extracting(Differences.RelativeChange::name, Differences.RelativeChange::type)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("周建国", Differences.ChangeType.CHANGED),
                        org.assertj.core.groups.Tuple.tuple("周小远", Differences.ChangeType.ADDED),
                        org.assertj.core.groups.Tuple.tuple("李桂芳", Differences.ChangeType.REMOVED));
        assertThat(found.relatives().getFirst().fields())
                .extracting(Differences.Field::field)
                .containsExactly("idNumber");
        assertThat(found.toString())
                .contains("********")
                .doesNotContain(java.util.Objects.requireNonNull(father.idNumber()));
    }

    @Test
    void the_declarant_s_own_changes_are_told_field_by_field_and_covered() {
        var moved = new Annex2.Declarant(Sex.MALE, null, "副镇长", null, "低保", false, null, null, "13900000000");
        var found = Differences.between(
                new Annex2(DECLARANT, List.of(), List.of()), new Annex2(moved, List.of(), List.of()), Map.of());
        assertThat(found.declarant())
                .containsExactly(
                        new Differences.Field("postTitle", "主任", "副镇长"),
                        new Differences.Field("phone", "138****0000", "139****0000"));
    }

    @Test
    void the_same_content_has_no_differences() {
        var content = new Annex2(DECLARANT, List.of(), List.of());
        assertThat(Differences.between(content, content, Map.of())).isEqualTo(Differences.NONE);
    }
}
