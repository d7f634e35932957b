package qinqing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
    private static final String PROXY = "10.1.0.1";
    private static final String CITIZEN = "198.51.100.7";

    private static ClientAddress behind(String header, String... proxies) {
        return new ClientAddress(Optional.of(List.of(proxies)), header);
    }

    private final ClientAddress addresses = behind("X-Forwarded-For", "10.0.0.0/8", "127.0.0.1/32", "::1/128");

    @Test
    void a_citizen_behind_the_proxy_is_who_the_proxy_heard() {
        assertThat(addresses.behind(PROXY, List.of(CITIZEN))).isEqualTo(CITIZEN);
        assertThat(addresses.behind("127.0.0.1", List.of("2001:db8::7"))).isEqualTo("2001:db8::7");
    }

    @Test
    void what_a_client_writes_itself_is_not_believed() {
        assertThat(addresses.behind(PROXY, List.of("203.0.113.1, " + CITIZEN))).isEqualTo(CITIZEN);
        assertThat(addresses.behind(PROXY, List.of("203.0.113.1", CITIZEN))).isEqualTo(CITIZEN);
        assertThat(addresses.behind("192.0.2.1", List.of(CITIZEN))).isEqualTo("192.0.2.1");
    }

    @Test
    void two_proxies_in_a_row_are_both_passed() {
        assertThat(addresses.behind("127.0.0.1", List.of(CITIZEN + ", 10.2.0.2")))
                .isEqualTo(CITIZEN);
    }

    @Test
    void words_that_are_no_address_end_the_search() {
        assertThat(addresses.behind(PROXY, List.of("unknown"))).isEqualTo(PROXY);
        assertThat(addresses.behind(PROXY, List.of(""))).isEqualTo(PROXY);
        assertThat(addresses.behind(PROXY, List.of())).isEqualTo(PROXY);
    }

    @Test
    void the_header_of_the_standard_is_read_when_it_is_configured() {
        var standard = behind("forwarded", "10.0.0.0/8");
        assertThat(standard.behind(PROXY, List.of("for=203.0.113.1, proto=https;for=\"" + CITIZEN + ":4711\"")))
                .isEqualTo(CITIZEN);
        assertThat(standard.behind(PROXY, List.of("For=\"[2001:db8::7]:4711\"")))
                .isEqualTo("2001:db8::7");
    }

    @Test
    void a_configuration_that_can_not_be_meant_stops_the_start() {
        assertThatThrownBy(() -> behind("X-Real-IP", "10.0.0.0/8")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> behind("Forwarded", "our proxy")).isInstanceOf(IllegalStateException.class);
    }
}
