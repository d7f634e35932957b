package qinqing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static qinqing.http.Lane.Entry.INSIDE;
import static qinqing.http.Lane.Entry.REFUSED;
import static qinqing.http.Lane.Entry.WAITING;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final List<String> told = new ArrayList<>();
    private final Lane lane = new Lane(1, 2);

    @Test
    void who_finds_the_lane_and_its_queue_full_is_refused() {
        assertThat(List.of(lane.enter(called("first")), lane.enter(called("second")), lane.enter(called("third"))))
                .containsExactly(INSIDE, WAITING, WAITING);
        assertThat(lane.enter(called("fourth"))).isEqualTo(REFUSED);
    }

    @Test
    void a_free_place_goes_to_whoever_waited_longest() {
        lane.enter(called("first"));
        lane.enter(called("second"));
        lane.enter(called("third"));
        lane.leave();
        assertThat(told).containsExactly("second");
        assertThat(lane.inside()).isEqualTo(1);
    }

    @Test
    void who_gave_up_is_not_called() {
        lane.enter(called("first"));
        var second = called("second");
        lane.enter(second);
        lane.enter(called("third"));
        assertThat(lane.giveUp(second)).isTrue();
        lane.leave();
        assertThat(told).containsExactly("third");
        assertThat(lane.giveUp(second)).isFalse();
    }

    /** Whatever happens in whatever order, nobody is inside beyond the number, and at the end nobody at all. */
    @RepeatedTest(50)
    void no_place_is_lost_and_none_is_given_twice(RepetitionInfo seed) {
        var chance = new Random(seed.getCurrentRepetition());
        var lane = new Lane(3, 4);
        var waiting = new ArrayList<Lane.Visitor>();
        var inside = new int[1];
        for (int step = 0; step < 500; step++) {
            switch (chance.nextInt(4)) {
                case 0, 1 -> {
                    var visitor = new Lane.Visitor() {
                        @Override
                        public void goOn() {
                            inside[0]++;
                            waiting.remove(this);
                        }
                    };
                    switch (lane.enter(visitor)) {
                        case INSIDE -> inside[0]++;
                        case WAITING -> waiting.add(visitor);
                        case REFUSED -> assertThat(waiting).hasSize(4);
                    }
                }
                case 2 -> {
                    if (inside[0] > 0) {
                        inside[0]--;
                        lane.leave();
                    }
                }
                default -> {
                    if (!waiting.isEmpty()) {
                        assertThat(lane.giveUp(waiting.removeFirst())).isTrue();
                    }
                }
            }
            assertThat(lane.inside()).isEqualTo(inside[0]).isLessThanOrEqualTo(3);
            assertThat(lane.waiting()).isEqualTo(waiting.size());
        }
        while (inside[0] > 0) {
            inside[0]--;
            lane.leave();
        }
        assertThat(lane.inside()).isZero();
        assertThat(lane.waiting()).isZero();
    }

    private Lane.Visitor called(String name) {
        return () -> told.add(name);
    }
}
