package qinqing.linkage.engine;

import qinqing.linkage.field.Address;
import qinqing.linkage.field.Name;
import qinqing.linkage.field.Phone;
import qinqing.linkage.field.PrintedNumber;
import qinqing.linkage.field.PrintedNumber.State;

/**
 * One pair compared: the level of each field, and how many others would look as good. Three explanations rival: the row
 * is the subject ({@code m}), a stranger ({@code u}, by counted frequencies), or someone of the subject's family, who
 * shares surname, door and phone but not the number. Reused for pair after pair by one thread.
 */
final class Comparison {

    private final Population population;
    private final double misuse;
    private final double household;
    private final double unseen;
    private final double[] kinName = new double[Name.Likeness.values().length];
    private final double[] kinPhone = new double[Phone.Likeness.values().length];
    private final double[] kinAddress = new double[Address.Likeness.values().length];

    Name.Likeness name = Name.Likeness.MISSING;
    PrintedNumber.Likeness number = PrintedNumber.Likeness.MISSING;
    Phone.Likeness phone = Phone.Likeness.MISSING;
    Address.Likeness address = Address.Likeness.MISSING;
    /** Levels, eight bits each, {@link Feature#NONE} where nothing was there to compare. */
    long levels;
    /** Expected number of other people who would look the same. */
    double others;

    Comparison(Population population, Model model) {
        this.population = population;
        misuse = model.number("misuse");
        household = model.number("household");
        unseen = model.number("unseen");
        for (Name.Likeness l : Name.Likeness.values()) {
            kinName[l.ordinal()] = model.kin(l);
        }
        for (Phone.Likeness l : Phone.Likeness.values()) {
            kinPhone[l.ordinal()] = model.kin(l);
        }
        for (Address.Likeness l : Address.Likeness.values()) {
            kinAddress[l.ordinal()] = model.kin(l);
        }
    }

    void compare(Subject s, Applicant a) {
        name = Name.compare(s.name, a.name);
        number = PrintedNumber.compare(s.number, a.number);
        phone = Phone.compare(s.phone, a.phone);
        Address home = closest(s, a);
        address = Address.compare(home, a.address);
        levels = nameLevel(s, a)
                | (long) numberLevel(s, a) << 8
                | (long) phoneLevel(s, a) << 16
                | (long) addressLevel(home, a.address) << 24
                | (long) inferredLevel(s, a) << 32
                | (long) bodyLevel(s, a) << 40
                | (long) employerLevel(s, a) << 48;
        others = strangers(s, a, home) + kin(s, a);
    }

    static int level(long levels, int field) {
        return (int) (levels >>> field * 8) & 0xFF;
    }

    static final int FIELDS = 7;

    private static Address closest(Subject s, Applicant a) {
        Address best = s.addresses[0];
        for (int i = 1; i < s.addresses.length; i++) {
            Address.Likeness before = Address.compare(best, a.address);
            Address.Likeness now = Address.compare(s.addresses[i], a.address);
            if (now.ordinal() < before.ordinal() && now != Address.Likeness.MISSING) {
                best = s.addresses[i];
            }
        }
        return best;
    }

    private int nameLevel(Subject s, Applicant a) {
        if (name == Name.Likeness.MISSING) {
            return Feature.NONE;
        }
        return (s.name.masked || a.name.masked ? Feature.NAME_MASKED : Feature.NAME_FULL).at(name);
    }

    private int numberLevel(Subject s, Applicant a) {
        if (number == PrintedNumber.Likeness.MISSING) {
            return Feature.NONE;
        }
        State x = s.number.state;
        State y = a.number.state;
        Feature group;
        if (x == State.OTHER || y == State.OTHER) {
            group = Feature.ID_OTHER;
        } else if (x == State.ROUNDED || y == State.ROUNDED) {
            group = Feature.ID_ROUNDED;
        } else if (x == State.MASKED || y == State.MASKED) {
            group = Feature.ID_MASKED;
        } else {
            group = x == State.VALID && y == State.VALID ? Feature.ID_FULL : Feature.ID_BROKEN;
        }
        return group.at(number);
    }

    private int phoneLevel(Subject s, Applicant a) {
        if (phone == Phone.Likeness.MISSING) {
            return Feature.NONE;
        }
        return (s.phone.isMasked() || a.phone.isMasked() ? Feature.PHONE_MASKED : Feature.PHONE_FULL).at(phone);
    }

    private int addressLevel(Address home, Address there) {
        return switch (address) {
            case MISSING, UNCLEAR -> Feature.NONE;
            case TOWN -> Feature.ADDRESS_TO_TOWN.at(address);
            default -> {
                Feature group;
                if (home.village() == 0 || there.village() == 0) {
                    group = address == Address.Likeness.HOUSE ? Feature.ADDRESS_TO_HOUSE : Feature.ADDRESS_TO_TOWN;
                } else if (home.house() != 0 && there.house() != 0) {
                    group = Feature.ADDRESS_TO_HOUSE;
                } else if (home.group() != 0 && there.group() != 0) {
                    group = Feature.ADDRESS_TO_GROUP;
                } else {
                    group = Feature.ADDRESS_TO_VILLAGE;
                }
                yield group.at(address);
            }
        };
    }

    private static int inferredLevel(Subject s, Applicant a) {
        if (a.inferred == 0 || s.number.state != State.VALID) {
            return Feature.NONE;
        }
        return Feature.INFERRED.at(s.number.packed == a.inferred ? Feature.Inferred.SAME : Feature.Inferred.OTHER);
    }

    /** Sex and age, where no number of the subject says them. */
    private static int bodyLevel(Subject s, Applicant a) {
        byte[] d = a.number.digits;
        if (s.number.state != State.ABSENT || d.length != PrintedNumber.LENGTH) {
            return Feature.NONE;
        }
        if (s.sex >= 0 && d[16] <= 9 && (d[16] & 1) != s.sex) {
            return Feature.SEX.at(Feature.Agreement.CONTRADICTS);
        }
        if (s.officialBirthYear > 0 && d[6] <= 2 && d[7] <= 9 && d[8] <= 9 && d[9] <= 9) {
            int born = d[6] * 1000 + d[7] * 100 + d[8] * 10 + d[9];
            int[] range = Kinship.range(s.relation);
            if (range.length == 2) {
                int gap = born - s.officialBirthYear;
                return Feature.GENERATION.at(
                        gap >= range[0] && gap <= range[1] ? Feature.Agreement.AGREES : Feature.Agreement.CONTRADICTS);
            }
        }
        return s.sex >= 0 && d[16] <= 9 ? Feature.SEX.at(Feature.Agreement.AGREES) : Feature.NONE;
    }

    private static int employerLevel(Subject s, Applicant a) {
        if (s.employer == 0 || a.company == 0 || s.employer != a.company) {
            return Feature.NONE;
        }
        return Feature.EMPLOYER.at(Feature.Agreement.AGREES);
    }

    /** Expected number of strangers in the lists who would agree as well. */
    private double strangers(Subject s, Applicant a, Address home) {
        double size = population.size();
        double others = namesakes(s, a);
        switch (address) {
            case HOUSE -> others *= Math.min(1, 4 / Math.max(4, population.villageShare(a.address.village()) * size));
            case GROUP -> others /= 6;
            case OTHER_GROUP -> others *= 0.85;
            case VILLAGE, VILLAGE_NAME, TOWN, OTHER_VILLAGE, OTHER_TOWN, UNCLEAR, MISSING -> {}
        }
        switch (phone) {
            case EQUAL -> others *= (Math.max(0, population.namesOfPhone(s.phone.digits()) - 1) + 0.02) / size;
            case SHOWN ->
                others *= Math.pow(10, -Math.max(0, Phone.shown(s.phone, a.phone) - 2))
                        + Math.max(0, population.namesOfPhone(s.phone.digits()) - 1) / size;
            case NEAR -> others *= 1e-6;
            case DIFFERENT, MISSING -> {}
        }
        others *= numberByChance(s, a, size);
        if (level(levels, 4) != Feature.NONE) {
            others *= level(levels, 4) == Feature.INFERRED.at(Feature.Inferred.SAME) ? 1e-4 : 0.5;
        }
        if (level(levels, 5) != Feature.NONE) {
            others *= 0.5;
        }
        if (level(levels, 6) != Feature.NONE) {
            others *= 0.002;
        }
        return others;
    }

    private double namesakes(Subject s, Applicant a) {
        Name full = s.name.masked ? a.name : s.name;
        boolean village = address.sameVillage();
        double share = village
                ? population.villageShare(a.address.village())
                : address == Address.Likeness.TOWN ? population.townShare(a.address.town()) : 1;
        return switch (name) {
            case MISSING -> population.size() * share;
            case DIFFERENT -> 0.9 * population.size() * share;
            case SURNAME ->
                bearers(full.head(), full, population.size() * population.surnameShare(full.chars[0]), a, village);
            case EQUAL -> bearers(full.exact, full, population.modelled(full, -1), a, village);
            case SOUND -> bearers(full.sound, full, 6 * population.modelled(full, -1), a, village);
            case DIALECT -> bearers(full.dialect, full, 20 * population.modelled(full, -1), a, village);
            case SHAPE ->
                0.03
                        * bearers(
                                full.without(lastDifferent(s, a)),
                                full,
                                population.modelled(full, lastDifferent(s, a)),
                                a,
                                village);
            case ONE_OTHER ->
                bearers(
                        full.without(lastDifferent(s, a)),
                        full,
                        population.modelled(full, lastDifferent(s, a)),
                        a,
                        village);
            case EDITED ->
                0.02
                        * bearers(
                                full.head(),
                                full,
                                population.size() * population.surnameShare(full.chars[0]),
                                a,
                                village);
            case SHOWN, SHOWN_ALIKE -> {
                Name shown = a.name.masked ? a.name : s.name;
                long key = shown.openEnd ? shown.head() : shown.pattern();
                yield (name == Name.Likeness.SHOWN ? 1 : 3)
                        * bearers(key, shown, population.modelled(shown, -1), a, village);
            }
        };
    }

    private double bearers(long key, Name full, double modelled, Applicant a, boolean village) {
        int surname = full.chars[0];
        return village
                ? population.othersInVillage(key, modelled, unseen, a.address.village(), surname)
                : population.others(
                        key,
                        modelled,
                        unseen,
                        address == Address.Likeness.TOWN ? population.townShare(a.address.town()) : 1);
    }

    private static int lastDifferent(Subject s, Applicant a) {
        int[] x = s.name.chars;
        int[] y = a.name.chars;
        int at = 0;
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            if (x[i] != y[i]) {
                at = i;
            }
        }
        return at;
    }

    /** Chance that a given other person's number agrees as well. */
    private double numberByChance(Subject s, Applicant a, double size) {
        return switch (number) {
            case EQUAL ->
                s.number.state == State.OTHER
                        ? 0.5
                        : (misuse + Math.max(0, population.namesOfNumber(a.number.packed) - 1)) / size;
            case REPAIRED -> 1e-6 + misuse / size;
            case NEAR -> 5e-5;
            case ROUNDED -> 1.5 * density(s, a);
            case SHOWN -> density(s, a);
            case SHOWN_NEAR -> Math.min(1, 30 * density(s, a));
            case DIFFERENT, MISSING -> 1;
        };
    }

    /** Chance that the number of a stranger of this county shows the same digits. */
    private double density(Subject s, Applicant a) {
        byte[] x = s.number.digits;
        byte[] y = a.number.digits;
        int n = number == PrintedNumber.Likeness.ROUNDED ? prefix(x, y) : PrintedNumber.LENGTH;
        int both = 0;
        for (int i = 0; i < Math.min(n, Math.min(x.length, y.length)); i++) {
            both |= x[i] != PrintedNumber.HIDDEN && y[i] != PrintedNumber.HIDDEN ? 1 << i : 0;
        }
        int head = Integer.numberOfTrailingZeros(~both);
        double chance = head == 0 ? 1 : population.divisionShare(x, Math.min(head, 6));
        chance *= shownOf(both, 6, 4) == 4 ? 1 / 55.0 : Math.pow(6, -Math.max(0, shownOf(both, 8, 2))) * 0.9;
        int month = shownOf(both, 10, 2);
        chance *= month == 2 ? 1 / 12.0 : month == 1 ? 0.3 : 1;
        int day = shownOf(both, 12, 2);
        chance *= day == 2 ? 1 / 30.0 : day == 1 ? 0.15 : 1;
        chance *= Math.pow(8, -shownOf(both, 14, 3));
        return (both >> 17 & 1) != 0 ? chance / 11 : chance;
    }

    private static int prefix(byte[] x, byte[] y) {
        int n = 0;
        while (n < 15 && n < x.length && n < y.length && x[n] != PrintedNumber.HIDDEN && y[n] != PrintedNumber.HIDDEN) {
            n++;
        }
        return n;
    }

    private static int shownOf(int bits, int from, int length) {
        return Integer.bitCount(bits >> from & ((1 << length) - 1));
    }

    /** Expected number of people of the family who would agree as well. */
    private double kin(Subject s, Applicant a) {
        double others = household
                * kinName[name.ordinal()]
                * kinPhone[phone.ordinal()]
                * kinAddress[address.ordinal()]
                * numberOfKin(s, a);
        if (name == Name.Likeness.SHOWN || name == Name.Likeness.SHOWN_ALIKE) {
            others *= shownByKin(a.name.masked ? a.name : s.name);
        }
        int inferred = level(levels, 4);
        if (inferred != Feature.NONE) {
            others *= inferred == Feature.INFERRED.at(Feature.Inferred.SAME) ? 1e-4 : 0.5;
        }
        return others;
    }

    /** Surname 张 shared by half of the family, a given character by brothers, a second hardly ever. */
    private static double shownByKin(Name shown) {
        double chance = shown.chars[0] == Name.HIDDEN ? 1 : 0.5;
        double next = shown.length() > 2 ? 0.1 : 0.01;
        for (int i = 1; i < shown.length(); i++) {
            if (shown.chars[i] != Name.HIDDEN) {
                chance *= next;
                next = 0.01;
            } else {
                next = 0.03;
            }
        }
        return chance;
    }

    private double numberOfKin(Subject s, Applicant a) {
        return switch (number) {
            case EQUAL -> population.namesOfNumber(a.number.packed) > 1 ? 0.05 : 3e-4;
            case REPAIRED -> 2e-4;
            case NEAR -> 0.005;
            case ROUNDED, SHOWN -> shownNumberOfKin(s, a);
            case SHOWN_NEAR -> Math.min(1, 10 * shownNumberOfKin(s, a));
            case DIFFERENT, MISSING -> 1;
        };
    }

    private double shownNumberOfKin(Subject s, Applicant a) {
        byte[] x = s.number.digits;
        byte[] y = a.number.digits;
        int both = 0;
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            both |= x[i] != PrintedNumber.HIDDEN && y[i] != PrintedNumber.HIDDEN ? 1 << i : 0;
        }
        if (number == PrintedNumber.Likeness.ROUNDED) {
            both &= (1 << 15) - 1;
        }
        boolean year = shownOf(both, 6, 4) == 4;
        boolean day = shownOf(both, 10, 4) == 4;
        double chance = 0.95;
        chance *= year && day ? 0.008 : year ? 0.05 : day ? 0.011 : 1;
        chance *= Math.pow(7, -shownOf(both, 14, 3));
        return (both >> 17 & 1) != 0 ? chance / 11 : chance;
    }
}
