package qinqing.demo;

import java.time.LocalDate;
import java.util.BitSet;
import qinqing.kernel.CreditCode;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Sex;

/**
 * Makes the numbers a person or company carries: all well-formed, none belonging to anyone the generator knows of.
 *
 * <p>Every birthday has 1000 order numbers. Families and villagers share them by parity (half the order number plus the
 * day is even for families, odd for villagers), so that the two can be made apart and never collide.
 */
final class PrintedNumbers {

    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};
    private static final long FIRST_DAY = LocalDate.of(1850, 1, 1).toEpochDay();

    private final BitSet taken = new BitSet(65_000_000);

    /** An ID number no other family member of the county has. */
    String familyId(Dice dice, String division, LocalDate birth, Sex sex) {
        var day = birth.toEpochDay();
        for (var tries = 0; tries < 10_000; tries++) {
            var half = 2 * dice.between(0, 249) + (int) (day & 1);
            var order = 2 * half + (sex == Sex.MALE ? 1 : 0);
            var slot = Math.toIntExact((day - FIRST_DAY) * 1000 + order);
            if (!taken.get(slot)) {
                taken.set(slot);
                return id(division, birth, order);
            }
        }
        throw new IllegalStateException("more than 250 family members of one sex were born on one day");
    }

    /** @param slot 0 … 499, one villager each; odd slots are men */
    static int villagerOrder(LocalDate birth, int slot) {
        var half = 2 * (slot / 2) + (int) ((birth.toEpochDay() + 1) & 1);
        return 2 * half + (slot & 1);
    }

    /** GB 11643-1999: division, birthday, order number, check character. */
    static String id(String division, LocalDate birth, int order) {
        return IdNumber.complete(division
                        + (birth.getYear() * 10_000 + birth.getMonthValue() * 100 + birth.getDayOfMonth())
                        + pad(order, 3))
                .value();
    }

    /**
     * Mobile numbers beginning with 154, a segment that has not been given to any operator: China keeps no range for
     * fiction, and a number that cannot be dialled is the next best. Even tails are families, odd ones villagers.
     */
    static String phone(long index, boolean family) {
        var spread = Math.floorMod(index * 36_028_797L + 11_400_714L, 50_000_000L);
        return "154" + pad(spread * 2 + (family ? 0 : 1), 8);
    }

    /** GB 32100-2015: a company registered in the county, with the organisation code's own check (GB 11714). */
    static String creditCode(int index) {
        var organisation = "MA" + pad(600_000 + index, 6);
        var sum = 0;
        for (var i = 0; i < 8; i++) {
            sum += Character.digit(organisation.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
        }
        var check = 11 - sum % 11;
        var body = "91500102" + organisation + (check == 10 ? "X" : check == 11 ? "0" : Integer.toString(check));
        return CreditCode.complete(body).value();
    }

    static String pad(long number, int width) {
        var digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
