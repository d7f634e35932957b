package qinqing.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** S5: whatever stands in an ID number's cell, it is read as something, and never shown whole. */
class IdNumberFuzzTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    @FuzzTest(maxDuration = "10m")
    void idNumber(byte[] data) {
        var printed = new String(data, StandardCharsets.UTF_8);
        switch (PrintedId.read(printed, TODAY)) {
            case PrintedId.Valid(IdNumber number) -> {
                assertThat(IdNumber.of(printed, TODAY)).isEqualTo(number);
                assertThat(IdNumber.complete(number.value().substring(0, 17))).isEqualTo(number);
                assertThat(number.toString()).doesNotContain(number.value().substring(6, 14));
            }
            case PrintedId.Broken _, PrintedId.Masked _, PrintedId.Absent _ -> {
                try {
                    IdNumber.of(printed, TODAY);
                    throw new AssertionError("an invalid number was taken for a valid one");
                } catch (InvalidValue expected) {
                    assertThat(expected).hasMessageNotContaining(printed.length() > 6 ? printed : "\0");
                }
            }
        }
    }
}
