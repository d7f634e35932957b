package qinqing.demo;

import java.time.LocalDate;
import java.util.Set;
import qinqing.kernel.Sex;

/**
 * The county's other people: nobody's kin, hundreds of thousands of them, each computed from an index when needed, so
 * that a million rows need no memory.
 */
final class Villagers {

    /** How many live in each village: prime, so that any stride walks through all of them. */
    static final int PER_VILLAGE = 1999;

    private static final LocalDate OLDEST = LocalDate.of(1935, 1, 1);
    private static final long DAYS = LocalDate.of(2005, 12, 31).toEpochDay() - OLDEST.toEpochDay() + 1;
    private static final long SLOTS = DAYS * 500;
    private static final long STRIDE = 7_368_787L;

    private final long seed;
    private final Set<String> namesToAvoid;

    record Villager(int index, String name, String idNumber, LocalDate birth, String phone, Home home) {}

    /** @param namesToAvoid {@link #key} of relatives declared without an ID, whom a namesake next door would look like */
    Villagers(long seed, Set<String> namesToAvoid) {
        this.seed = seed;
        this.namesToAvoid = namesToAvoid;
    }

    static String key(String name, Gazetteer.Village village) {
        return name + village.index();
    }

    /** @param nth 0 … {@link #PER_VILLAGE} - 1 */
    Villager in(Gazetteer.Village village, int nth) {
        var index = village.index() * PER_VILLAGE + nth;
        var slot = Math.floorMod(index * STRIDE + 4_099_163L, SLOTS);
        var birth = OLDEST.plusDays(slot / 500);
        var order = PrintedNumbers.villagerOrder(birth, (int) (slot % 500));
        var sex = order % 2 == 1 ? Sex.MALE : Sex.FEMALE;
        var dice = new Dice(seed, 31, index);
        String name;
        do {
            name = name(dice, village, sex, birth);
        } while (namesToAvoid.contains(key(name, village)));
        return new Villager(
                index,
                name,
                PrintedNumbers.id(Kindred.divisionAtBirth(dice, birth), birth, order),
                birth,
                PrintedNumbers.phone(index, false),
                new Home(village, dice.between(1, village.groups()), dice.between(1, 160)));
    }

    private static String name(Dice dice, Gazetteer.Village village, Sex sex, LocalDate birth) {
        if (dice.chance(0.001)) {
            return Names.dotted(dice, sex);
        }
        var surname = dice.chance(sex == Sex.MALE ? 0.45 : 0.2) ? village.clan() : Names.surname(dice);
        return surname + Names.given(dice, sex, birth.getYear(), "");
    }
}
