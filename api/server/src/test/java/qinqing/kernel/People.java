package qinqing.kernel;

import java.time.LocalDate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Invented people: numbers of real divisions with every possible birthday and the check digit of the standard. */
final class People {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private People() {}

    static Arbitrary<IdNumber> numbers() {
        Arbitrary<String> divisions =
                Arbitraries.of("500102", "500243", "511703", "421222", "450403", "110101", "650100");
        Arbitrary<LocalDate> births = Arbitraries.longs().between(0, 36_400).map(LocalDate.of(1926, 1, 1)::plusDays);
        Arbitrary<Integer> orders = Arbitraries.integers().between(1, 999);
        return Combinators.combine(divisions, births, orders)
                .as((division, birth, order) ->
                        IdNumber.complete(division + birth.toString().replace("-", "") + "%03d".formatted(order)));
    }
}
