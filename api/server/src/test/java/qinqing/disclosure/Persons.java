package qinqing.disclosure;

import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicInteger;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Sex;

/** Invented people: numbers of a real division with a serial and the check digit of the standard. */
public final class Persons {
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Persons() {}

    /** A number that no one in this run has yet, of somebody born in that year. */
    public static String id(int birthYear, Sex sex) {
        int n = NEXT.incrementAndGet();
        var birth = LocalDate.of(birthYear, 1, 1).plusDays(n / 499 % 365);
        int serial = n % 499 * 2 + (sex == Sex.MALE ? 1 : 2);
        return IdNumber.complete("500102%s%03d".formatted(birth.toString().replace("-", ""), serial))
                .value();
    }

    public static String id(int birthYear) {
        return id(birthYear, Sex.MALE);
    }

    /** A mobile number that no one in this run has yet. */
    public static String phone() {
        return "1380%07d".formatted(NEXT.incrementAndGet());
    }
}
