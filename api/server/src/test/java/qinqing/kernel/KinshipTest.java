package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static qinqing.kernel.Kinship.CHILD;
import static qinqing.kernel.Kinship.OWN_PARENT;
import static qinqing.kernel.Kinship.SPOUSE;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KinshipTest {

    /** 附件2说明4。 */
    @Test
    void the_form_names_sixteen_kinds_of_relatives() {
        String form =
                "配偶、子女、子女的配偶、孙子女、外孙子女、本人的父母、本人的兄弟姐妹、本人兄弟姐妹的配偶、本人的祖父母、本人的外祖父母、配偶的父母、配偶的兄弟姐妹、配偶兄弟姐妹的配偶、配偶的祖父母、配偶的外祖父母";
        assertThat(Arrays.stream(form.split("、")).map(Kinship::titled))
                .allMatch(java.util.Optional::isPresent)
                .doesNotHaveDuplicates()
                .hasSize(15);
        assertThat(Kinship.titled("其他具有法定扶养、赡养关系的亲属")).contains(Kinship.OTHER_SUPPORT_TIE);
        assertThat(Kinship.values()).hasSize(16);
        for (Kinship kinship : Kinship.values()) {
            assertThat(Kinship.titled(kinship.title())).contains(kinship);
        }
        assertThat(Kinship.titled("表哥")).isEmpty();
    }

    @Test
    void two_spouses_or_three_parents_are_too_many() {
        assertThat(Kinship.tooMany(List.of(SPOUSE, CHILD, CHILD, CHILD, OWN_PARENT, OWN_PARENT)))
                .isEmpty();
        assertThat(Kinship.tooMany(List.of(SPOUSE, SPOUSE, OWN_PARENT, OWN_PARENT, OWN_PARENT)))
                .containsExactlyInAnyOrder(SPOUSE, OWN_PARENT);
    }

    @Test
    void the_generation_lies_between_grandparents_and_grandchildren() {
        for (Kinship kinship : Kinship.values()) {
            kinship.generation().ifPresent(g -> assertThat(g).isBetween(-2, 2));
            assertThat(kinship.generation().isPresent()).isEqualTo(kinship != Kinship.OTHER_SUPPORT_TIE);
        }
    }

    @Test
    void words_of_the_form_are_read() {
        assertThat(Sex.titled(" 女 ")).contains(Sex.FEMALE);
        assertThat(Sex.titled("未知")).isEmpty();
        for (PoliticalStatus status : PoliticalStatus.values()) {
            assertThat(PoliticalStatus.titled(status.title())).contains(status);
        }
    }
}
