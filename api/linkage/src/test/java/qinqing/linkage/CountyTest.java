package qinqing.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CountyTest {

    @Test
    void a_large_list_is_compared_without_comparing_every_pair() {
        int relatives = 20_000;
        int rows = 100_000;
        AtomicLong own = new AtomicLong();
        LinkResult result = new ExactLinker()
                .link(
                        County.relatives(relatives),
                        County.rows(rows),
                        link -> {
                            if (samePerson(link)) {
                                own.incrementAndGet();
                            }
                        },
                        () -> false,
                        done -> {});
        assertThat(own).hasValue(County.rowsOfRelatives(rows, relatives));
        assertThat(result).isInstanceOfSatisfying(LinkResult.Completed.class, completed -> {
            assertThat(completed.rows()).isEqualTo(rows);
            assertThat(completed.pairs()).isLessThan(rows);
        });
    }

    private static boolean samePerson(Link link) {
        return link.rowId().getLeastSignificantBits() * 7 % 1_000_003
                == link.relativeId().getLeastSignificantBits();
    }
}
