package qinqing.linkage.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import qinqing.linkage.field.Address;
import qinqing.linkage.field.Hash;
import qinqing.linkage.field.Name;
import qinqing.linkage.field.PrintedNumber;

/**
 * How common things are among the people of this run: names, in the county and in the village, the characters of names,
 * villages, phones, divisions in ID numbers. Different people are told apart by their valid ID numbers. Only what some
 * subject carries is counted, so memory follows the subjects, not the rows.
 */
final class Population {

    private static final long SURNAME = 11;
    private static final long CHARACTER = 12;
    private static final long FREE = 14;
    private static final int FLOOR = 4_000;
    private static final double RARE = 0.1;

    /** Bearers of a name key among people with valid numbers; scoped by village: Hash.of(key, village). */
    private final LongCounts bearers;

    private final LongCounts villages = new LongCounts(4096);
    private final LongCounts towns = new LongCounts(512);
    private final LongCounts phoneNames = new LongCounts(4096);
    private final LongCounts numberNames = new LongCounts(4096);
    private final LongCounts clans = new LongCounts(4096);
    private final LongCounts characters = new LongCounts(8192);
    private final LongCounts divisions = new LongCounts(256);
    private long located;
    private long townLocated;
    private long people;
    private long givenCharacters;
    private final double size;
    private final double coverage;
    private final double excess;
    private final Set<Integer> shapes = new HashSet<>();

    Population(List<Subject> subjects, List<Applicant> applicants) {
        for (Applicant a : applicants) {
            if (a.name.masked && !a.name.openEnd) {
                shapes.add(shapeOf(a.name));
            }
        }
        bearers = new LongCounts(subjects.size() * 8);
        for (Subject s : subjects) {
            know(s);
        }
        LongCounts seen = new LongCounts(applicants.size() / 2 + subjects.size());
        LongCounts seenThere = new LongCounts(applicants.size() / 2 + subjects.size());
        LongCounts phoneSeen = new LongCounts(applicants.size() / 4 + 16);
        for (Subject s : subjects) {
            for (Address address : s.addresses) {
                person(s.name, s.number, address, seen, seenThere);
            }
            names(s.phone.digits(), s.phone.isMasked(), s.name, phoneSeen, phoneNames, 1);
        }
        long before = people;
        long withNumber = 0;
        LongCounts numbers = new LongCounts(1024);
        for (Applicant a : applicants) {
            person(a.name, a.number, a.address, seen, seenThere);
            names(a.phone.digits(), a.phone.isMasked(), a.name, phoneSeen, phoneNames, 1);
            if (a.number.isFull()) {
                withNumber += a.number.state == PrintedNumber.State.VALID ? 1 : 0;
                names(a.number.packed, false, a.name, numbers, numberNames, 2);
            }
            if (a.address.village() != 0) {
                villages.add(a.address.village(), 1);
                located++;
            }
            if (a.address.town() != 0) {
                towns.add(a.address.town(), 1);
                townLocated++;
            }
        }
        double share = applicants.isEmpty() ? 1 : withNumber / (double) applicants.size();
        coverage = Math.max(0.3, 1 - Math.pow(1 - share, 1.5));
        size = Math.max(FLOOR, Math.max(people, (people - before) / coverage + before));
        excess = excess(subjects);
    }

    /**
     * Namesakes in one village beyond what frequencies explain (named after a forefather, or entered under one name):
     * the mean over the subjects, whose numbers tell them from their namesakes.
     */
    private double excess(List<Subject> subjects) {
        double more = 0;
        int n = 0;
        for (Subject s : subjects) {
            long village = s.addresses[0].village();
            if (s.number.state == PrintedNumber.State.VALID && village != 0 && !s.name.isMissing() && !s.name.masked) {
                double seen = Math.max(0, bearers.get(Hash.of(s.name.exact, village)) - 1) / coverage;
                double modelled = modelled(s.name, -1) * villageShare(village) * clan(village, s.name.chars[0]);
                if (modelled < RARE) { // of a common name chance alone makes more namesakes than anything else
                    more += Math.min(seen, 2) - modelled;
                    n++;
                }
            }
        }
        return Math.clamp((more + 0.003 * 300) / (n + 300), 0.001, 0.2);
    }

    /** Expected bearers of a name by the frequencies of surname and characters, the one at {@code hole} left open. */
    double modelled(Name name, int hole) {
        double expected = size;
        for (int i = 0; i < name.length(); i++) {
            int c = name.chars[i];
            if (i != hole && c != Name.HIDDEN) {
                expected *= i == 0 ? surnameShare(c) : characterShare(c);
            }
        }
        return expected;
    }

    private static int shapeOf(Name name) {
        int bits = 0;
        for (int i = 0; i < Math.min(name.chars.length, 20); i++) {
            bits |= name.chars[i] == Name.HIDDEN ? 0 : 1 << i;
        }
        return name.chars.length << 20 | bits;
    }

    /** Makes the keys of a subject's name known, in general and in its villages. */
    private void know(Subject s) {
        if (s.name.isMissing()) {
            return;
        }
        eachKey(s.name, key -> {
            bearers.add(key, 0);
            for (Address address : s.addresses) {
                if (address.village() != 0) {
                    bearers.add(Hash.of(key, address.village()), 0);
                }
            }
        });
    }

    private void eachKey(Name name, java.util.function.LongConsumer out) {
        out.accept(name.exact);
        out.accept(name.sound);
        out.accept(name.dialect);
        out.accept(name.head());
        if (name.length() >= 2 && name.length() <= 8) {
            for (int hole = 0; hole < name.length(); hole++) {
                out.accept(name.without(hole));
            }
        }
        for (int shape : shapes) {
            if (shape >>> 20 == name.length()) {
                out.accept(name.pattern(shape & 0xFFFFF));
            }
        }
    }

    private void person(Name name, PrintedNumber number, Address address, LongCounts seen, LongCounts seenThere) {
        if (number.state != PrintedNumber.State.VALID || name.isMissing() || name.masked) {
            return;
        }
        long who = Hash.of(number.packed, name.exact);
        boolean first = seen.addNew(who);
        if (first) {
            people++;
            eachKey(name, bearers::addIfKnown);
            characters.add(Hash.of(SURNAME, name.chars[0]), 1);
            for (int i = 1; i < name.length(); i++) {
                characters.add(Hash.of(CHARACTER, name.chars[i]), 1);
                givenCharacters++;
            }
            long division = 0;
            for (int i = 0; i < 6; i++) {
                division = division * 10 + number.digits[i];
                divisions.add(Hash.of(FREE + i, division), 1);
            }
        }
        if (address.village() != 0 && seenThere.addNew(Hash.of(who, address.village()))) {
            eachKey(name, key -> bearers.addIfKnown(Hash.of(key, address.village())));
            clans.add(address.village(), 1);
            clans.add(Hash.of(SURNAME, name.chars[0], address.village()), 1);
        }
    }

    /** Counts different names of one phone or number. */
    private static void names(long value, boolean hidden, Name name, LongCounts seen, LongCounts counts, int kind) {
        if (value != 0
                && !hidden
                && !name.isMissing()
                && !name.masked
                && seen.addNew(Hash.of(value, name.dialect, kind))) {
            counts.add(value, 1);
        }
    }

    /** People who might stand in the lists. */
    double size() {
        return size;
    }

    /** Different names that share a phone, in rows and declarations together. */
    int namesOfPhone(long digits) {
        return phoneNames.get(digits);
    }

    /** Different names that rows print with one ID number. */
    int namesOfNumber(long packed) {
        return numberNames.get(packed);
    }

    /** Expected bearers of a name key beside the one looked at, in a part of the population: 1 for the whole. A wider place holds more. */
    double others(long key, double modelled, double unseen, double part) {
        return expected(bearers.get(key), part, modelled * part + excess * (part < 1 ? 1.5 : 2), unseen);
    }

    /** The same within a village, where a clan may share the surname. */
    double othersInVillage(long key, double modelled, double unseen, long village, int surname) {
        double share = villageShare(village);
        double clan = clan(village, surname);
        return expected(bearers.get(Hash.of(key, village)), 1, modelled * share * clan + excess, unseen);
    }

    /** The counted ones beside the one looked at, and the modelled ones as if {@code faith} of a population had been seen. */
    private double expected(int counted, double part, double modelled, double faith) {
        return (Math.max(0, counted - 1) * part + faith * modelled) / (coverage + faith);
    }

    private double clan(long village, int surname) {
        if (surname == Name.HIDDEN) {
            return 1;
        }
        double overall = surnameShare(surname);
        int here = clans.get(village);
        return (clans.get(Hash.of(SURNAME, surname, village)) + 5 * overall) / (here + 5) / overall;
    }

    double villageShare(long village) {
        return (villages.get(village) + 1.0) / (located + 100.0);
    }

    double townShare(long town) {
        return (towns.get(town) + 1.0) / (townLocated + 10.0);
    }

    double surnameShare(int surname) {
        return (characters.get(Hash.of(SURNAME, surname)) + 200 * 0.005) / (people + 200.0);
    }

    double characterShare(int character) {
        return (characters.get(Hash.of(CHARACTER, character)) + 1000 * 0.002) / (givenCharacters + 1000.0);
    }

    /** Share of people whose ID number begins like this. */
    double divisionShare(byte[] digits, int length) {
        long division = 0;
        for (int i = 0; i < length; i++) {
            division = division * 10 + digits[i];
        }
        return (divisions.get(Hash.of(FREE + length - 1, division)) + 1.0) / (people + 20.0);
    }
}
