package qinqing.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Found by {@code ./qinqing verify canary}: answers repeated ID numbers that stood in the address or as a field's name. */
class EchoTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/declarations/draft",
                "/api/v1/calendar-years/2026",
                "/api/v1/officials/0198c0de-7a57-7b0c-9b4c-0d6a2f5f7a21/declarations",
                "/api/v1/public/notices/500102-2026-000027/sheet",
                "/",
                ""
            })
    void what_the_contract_names_comes_back(String path) {
        assertThat(Echo.ofPath(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/beneficiaries/500102195607210004, /api/v1/beneficiaries/-",
        "/api/v1/beneficiaries/50010219560721000X, /api/v1/beneficiaries/-",
        "/api/v1/officials/138-1234-5678/declarations, /api/v1/officials/-/declarations",
        "/重庆市涪陵区新妙镇/x, /-/x",
    })
    void what_may_be_somebodys_number_or_address_does_not(String path, String echoed) {
        assertThat(Echo.ofPath(path)).isEqualTo(echoed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500102195607210004", "phone13812345678", "住址", "a b"})
    void nor_as_the_name_of_a_field(String name) {
        assertThat(Echo.ofName(name)).isEqualTo("-");
    }
}
