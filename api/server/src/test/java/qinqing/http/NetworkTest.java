package qinqing.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NetworkTest {
    @Test
    void an_address_lies_in_a_network_when_the_prefix_agrees() {
        assertThat(network("10.20.0.0/16").contains("10.20.255.1")).isTrue();
        assertThat(network("10.20.0.0/16").contains("10.21.0.1")).isFalse();
        assertThat(network("10.20.0.128/25").contains("10.20.0.127")).isFalse();
        assertThat(network("192.0.2.7").contains("192.0.2.7")).isTrue();
        assertThat(network("0.0.0.0/0").contains("203.0.113.9")).isTrue();
        assertThat(network("2001:db8::/32").contains("2001:db8:1::1")).isTrue();
        assertThat(network("2001:db8::/32").contains("10.0.0.1")).isFalse();
    }

    @Test
    void what_is_no_network_is_not_read_as_one() {
        for (var text :
                new String[] {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "example.org/8", "10.0.0.0/x"}) {
            assertThat(Network.parse(text)).as(text).isEmpty();
        }
    }

    private static Network network(String cidr) {
        return Network.parse(cidr).orElseThrow();
    }
}
