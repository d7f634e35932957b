package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant NOON = Instant.parse("2026-11-21T04:00:00.123Z");

    private final Ids ids = new Ids(Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void an_id_begins_with_the_clocks_millisecond() {
        UUID id = ids.timeOrdered();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void ids_of_one_millisecond_grow() {
        assertThat(Stream.generate(ids::timeOrdered).limit(1000).map(UUID::toString))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void an_anonymous_id_tells_no_time() {
        assertThat(ids.random().version()).isEqualTo(4);
        assertThat(Stream.generate(ids::random).limit(1000)).doesNotHaveDuplicates();
    }
}
