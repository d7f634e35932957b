package qinqing.verify.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checker that finds nothing is worth nothing: histories that are wrong are planted here, each is found. */
class RegisterTest {

    @Test
    void one_after_another_is_fine() {
        assertThat(holds(Event.read(0, 1, "a"), Event.changed(2, 3, "a", "b"), Event.read(4, 5, "b")))
                .isTrue();
    }

    @Test
    void nothing_at_all_is_fine() {
        assertThat(holds()).isTrue();
    }

    @Test
    void a_read_during_a_change_may_see_either() {
        assertThat(holds(Event.changed(0, 10, "a", "b"), Event.read(1, 2, "a"))).isTrue();
        assertThat(holds(Event.changed(0, 10, "a", "b"), Event.read(1, 2, "b"))).isTrue();
    }

    @Test
    void a_stale_read_after_an_acknowledged_change_is_found() {
        assertThat(holds(Event.changed(0, 1, "a", "b"), Event.read(2, 3, "a"))).isFalse();
    }

    @Test
    void a_change_seen_and_unseen_again_is_found() {
        assertThat(holds(Event.changed(0, 10, "a", "b"), Event.read(1, 2, "b"), Event.read(3, 4, "a")))
                .isFalse();
    }

    @Test
    void two_changes_of_the_same_version_are_found() {
        assertThat(holds(Event.changed(0, 5, "a", "b"), Event.changed(0, 5, "a", "c")))
                .isFalse();
    }

    @Test
    void a_lost_change_is_found() {
        assertThat(holds(Event.changed(0, 1, "a", "b"), Event.changed(2, 3, "b", "c"), Event.read(4, 5, "b")))
                .isFalse();
    }

    @Test
    void a_value_that_nobody_wrote_is_found() {
        assertThat(holds(Event.read(0, 1, "z"))).isFalse();
    }

    @Test
    void a_refusal_although_nothing_had_changed_is_found() {
        assertThat(holds(Event.refused(0, 1, "a"))).isFalse();
    }

    @Test
    void a_refusal_beside_somebody_elses_change_is_fine() {
        assertThat(holds(Event.changed(0, 5, "a", "b"), Event.refused(1, 4, "a")))
                .isTrue();
    }

    @Test
    void a_stale_change_that_was_let_through_is_found() {
        assertThat(holds(Event.changed(0, 1, "a", "b"), Event.changed(2, 3, "a", "c")))
                .isFalse();
    }

    @Test
    void what_was_never_answered_may_have_happened_or_not() {
        assertThat(holds(Event.perhaps(0, "a", "b"), Event.read(1, 2, "a"), Event.read(3, 4, "b")))
                .isTrue();
        assertThat(holds(Event.perhaps(0, "a", "b"), Event.read(1, 2, "a"))).isTrue();
    }

    @Test
    void what_was_never_answered_happens_once_and_not_before_it_was_asked() {
        assertThat(holds(Event.perhaps(5, "a", "b"), Event.read(1, 2, "b"))).isFalse();
        assertThat(holds(Event.perhaps(0, "a", "b"), Event.read(1, 2, "b"), Event.read(3, 4, "a")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_long_history_of_many_clients_is_judged_and_one_planted_stale_read_in_it_found(long seed) {
        var random = new Random(seed);
        var history = new ArrayList<Event>();
        var held = "a";
        for (var n = 0; n < 600; n++) {
            // each happens at 10 n, and is seen to last from a little before to a little after
            var begun = 10L * n - random.nextInt(25);
            var ended = 10L * n + random.nextInt(25);
            switch (random.nextInt(3)) {
                case 0 -> history.add(Event.read(begun, ended, held));
                case 1 -> history.add(Event.refused(begun, ended, "v" + (n + 10_000)));
                default -> {
                    history.add(Event.changed(begun, ended, held, "v" + n));
                    held = "v" + n;
                }
            }
        }
        assertThat(Register.isLinearizable("a", history)).isTrue();
        var last = history.getLast().ended();
        history.add(Event.changed(last + 100, last + 101, held, "last"));
        history.add(Event.read(last + 102, last + 103, held));
        assertThat(Register.isLinearizable("a", history)).isFalse();
    }

    private static boolean holds(Event... events) {
        return Register.isLinearizable("a", List.of(events));
    }
}
