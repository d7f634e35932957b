package qinqing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoOptionsTest {

    @Test
    void without_options_a_small_county_stays_up() {
        assertThat(DemoOptions.parse())
                .isEqualTo(new DemoOptions.Parsed.Run(new DemoOptions(CountySize.SMALL, 1, true)));
    }

    @Test
    void size_seed_and_exit_come_in_any_order() {
        assertThat(DemoOptions.parse("--exit", "--seed", "7", "--size", "county"))
                .isEqualTo(new DemoOptions.Parsed.Run(new DemoOptions(CountySize.COUNTY, 7, false)));
    }

    @ParameterizedTest
    @CsvSource({
        "--size, --size needs a value",
        "--size big, --size can't be big",
        "--seed x, --seed can't be x",
        "--quick, unknown option: --quick",
        "--help, ''"
    })
    void what_it_does_not_know_it_explains(String typed, String complaint) {
        assertThat(DemoOptions.parse(typed.split(" "))).isEqualTo(new DemoOptions.Parsed.Explain(complaint));
    }
}
