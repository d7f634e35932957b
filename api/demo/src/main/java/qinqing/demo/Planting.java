package qinqing.demo;

import static qinqing.demo.ExpectedMatch.Evidence.EXACT_ID;
import static qinqing.demo.ExpectedMatch.Evidence.NAME_AND_ADDRESS;
import static qinqing.demo.ExpectedMatch.Evidence.NAME_AND_PHONE;
import static qinqing.demo.ExpectedMatch.Evidence.REPAIRED_ID;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import qinqing.demo.BeneficiaryFile.Special;
import qinqing.demo.ExpectedMatch.Evidence;
import qinqing.demo.ExpectedMatch.Party;
import qinqing.kernel.Kinship;

/** Puts relatives, look-alikes and mistakes into the lists, and keeps the books on them. */
final class Planting {

    private record Declarer(
            SyntheticOfficial official, @Nullable Kinship kinship) {}

    private record Spot(BeneficiaryFile file, int line) {}

    private final CountySize size;
    private final List<BeneficiaryFile> files;
    private final Dice dice;
    private final Map<Person, List<Declarer>> declarers = new LinkedHashMap<>();
    private final Map<String, Integer> familyKeys = new HashMap<>();
    private final Set<String> namesToAvoid;

    private final List<ExpectedMatch> matches = new ArrayList<>();
    private final List<ExpectedMatch> universal = new ArrayList<>();
    private final List<GroundTruth.RowReference> traps = new ArrayList<>();
    private final List<GroundTruth.RowReference> undeclared = new ArrayList<>();
    private final Map<String, Map<RowFault, Integer>> faults = new LinkedHashMap<>();

    Planting(
            long seed,
            CountySize size,
            List<Person> people,
            List<SyntheticOfficial> officials,
            Set<String> namesToAvoid,
            List<BeneficiaryFile> files) {
        this.size = size;
        this.files = files;
        this.namesToAvoid = namesToAvoid;
        this.dice = new Dice(seed, 61);
        var withoutId = new HashSet<Person>();
        for (var official : officials) {
            note(official.person(), new Declarer(official, null));
            for (var relative : official.relatives()) {
                note(relative.person(), new Declarer(official, relative.kinship()));
                if (!relative.idKnown()) {
                    withoutId.add(relative.person());
                }
            }
        }
        declarers.keySet().removeAll(withoutId);
        declarers.keySet().removeIf(person -> person.ageOn(SyntheticCounty.AS_OF) < 18);
        people.stream()
                .filter(Person::isAlive)
                .flatMap(person -> Stream.of(
                        Villagers.key(person.name(), person.home().village()), key(person.name(), person.birth())))
                .forEach(key -> familyKeys.merge(key, 1, Integer::sum));
        files.forEach(file -> faults.put(file.name(), new EnumMap<>(RowFault.class)));
        this.concealed = officials.stream()
                .flatMap(official -> official.concealed().stream())
                .map(DeclaredRelative::person)
                .filter(person -> !declarers.containsKey(person) && !withoutId.contains(person))
                .distinct()
                .toList();
    }

    private final List<Person> concealed;

    private void note(Person person, Declarer declarer) {
        declarers.computeIfAbsent(person, key -> new ArrayList<>(1)).add(declarer);
    }

    GroundTruth plant() {
        var small = size == CountySize.SMALL;
        var turn = shuffled(List.copyOf(declarers.keySet())).iterator();
        Predicate<BeneficiaryFile> grants =
                file -> !file.isContracts() && !file.programme().universal();
        for (var i = 0; i < (small ? 10 : 400); i++) {
            var party = dice.chance(0.7) ? Party.LEGAL_REPRESENTATIVE : Party.AGENT;
            kin(turn.next(), BeneficiaryFile::isContracts, EXACT_ID, party);
        }
        for (var i = 0; i < (small ? 50 : 7_600); i++) {
            var near = dice.chance(0.3);
            kin(turn.next(), near ? grants.and(Planting::isTownships) : grants, EXACT_ID, Party.NATURAL_PERSON);
        }
        for (var i = 0; i < (small ? 8 : 600); i++) {
            kin(next(turn), grants, NAME_AND_PHONE, Party.NATURAL_PERSON);
        }
        for (var i = 0; i < (small ? 6 : 400); i++) {
            kin(
                    next(turn),
                    grants.and(file -> file.hand().writesFullAddresses()),
                    NAME_AND_ADDRESS,
                    Party.NATURAL_PERSON);
        }
        for (var i = 0; i < (small ? 4 : 300); i++) {
            kin(next(turn), grants, REPAIRED_ID, Party.NATURAL_PERSON);
        }
        for (var i = 0; i < (small ? 12 : 1_500); i++) {
            kin(turn.next(), file -> file.programme().universal(), EXACT_ID, Party.NATURAL_PERSON);
        }
        concealed.stream().limit(small ? 4 : 150).forEach(person -> undeclared(person, grants));
        for (var i = 0; i < (small ? 4 : 500); i++) {
            namesakeNextDoor(turn.next(), grants);
            namesakeElsewhere(turn.next(), grants);
            sharedPhone(turn.next(), grants);
        }
        for (var i = 0; i < (small ? 3 : 200); i++) {
            namesakeInTheVillage(turn.next(), grants);
        }
        files.forEach(this::damage);
        var rows = new LinkedHashMap<String, Integer>();
        files.forEach(file -> rows.put(file.name(), file.rowCount()));
        return new GroundTruth(
                List.copyOf(matches),
                List.copyOf(universal),
                List.copyOf(traps),
                List.copyOf(undeclared),
                faults,
                rows);
    }

    /** A list of the township's own: there the village cadres' kin lie in their own sphere (A3.4). */
    private static boolean isTownships(BeneficiaryFile file) {
        return !file.programme().divisionCode().equals(Gazetteer.COUNTY) && !file.isContracts();
    }

    private Person next(Iterator<Person> turn) {
        var person = turn.next();
        while (!isOneOfAKind(person)) {
            person = turn.next();
        }
        return person;
    }

    private void kin(Person person, Predicate<BeneficiaryFile> where, Evidence evidence, Party party) {
        var spot = spotFor(person, where);
        var writing = writing(person, evidence, party);
        spot.file().specials().put(spot.line(), new Special.Kin(person, evidence, party, writing));
        if (writing != null) {
            count(spot.file(), writing);
        }
        var into = spot.file().programme().universal() ? universal : matches;
        for (var declarer : declarers.getOrDefault(person, List.of())) {
            into.add(new ExpectedMatch(
                    spot.file().name(),
                    spot.line() + 1,
                    declarer.official().number(),
                    person.number(),
                    declarer.kinship(),
                    evidence,
                    party,
                    spot.file().programme().approvingUnit().equals(reportingUnit(declarer.official()))));
        }
    }

    /** Village cadres and group heads belong to the township (A4.4). */
    static String reportingUnit(SyntheticOfficial official) {
        var unit = official.unit();
        return unit.isPlaceBelowTownship() ? unit.code().substring(0, 9) : unit.code();
    }

    private @Nullable RowFault writing(Person person, Evidence evidence, Party party) {
        return switch (evidence) {
            case EXACT_ID -> {
                if (party != Party.NATURAL_PERSON || dice.chance(0.8)) {
                    yield null;
                }
                var ways = new ArrayList<>(List.of(RowFault.ID_FULL_WIDTH, RowFault.ID_SPACED));
                if (person.idNumber().endsWith("X")) {
                    ways.add(RowFault.ID_LOWER_X);
                }
                if (person.birth().getYear() < 2000) {
                    ways.add(RowFault.ID_15_DIGITS);
                }
                yield dice.pick(ways);
            }
            case NAME_AND_PHONE -> dice.oneOf(RowFault.ID_ABSENT, RowFault.ID_MASKED, RowFault.ID_17_DIGITS);
            case NAME_AND_ADDRESS -> RowFault.ID_ABSENT;
            case REPAIRED_ID -> RowFault.ID_ONE_DIGIT_WRONG;
        };
    }

    private void undeclared(Person person, Predicate<BeneficiaryFile> where) {
        var spot = spotFor(person, where);
        spot.file().specials().put(spot.line(), new Special.Kin(person, EXACT_ID, Party.NATURAL_PERSON, null));
        undeclared.add(reference(spot, person, "kin of an official who did not declare it"));
    }

    private void namesakeNextDoor(Person of, Predicate<BeneficiaryFile> where) {
        if (namesToAvoid.contains(Villagers.key(of.name(), of.home().village()))) {
            return;
        }
        var spot = spotFor(of, where);
        spot.file().specials().put(spot.line(), new Special.Namesake(of, true));
        traps.add(reference(spot, of, "namesake with another valid ID"));
    }

    private void namesakeElsewhere(Person of, Predicate<BeneficiaryFile> where) {
        var spot = spot(where, (file, line) -> {
            var village = file.villager(line).home().village();
            return !village.township().equals(of.home().village().township())
                    && !familyKeys.containsKey(Villagers.key(of.name(), village));
        });
        spot.file().specials().put(spot.line(), new Special.Namesake(of, false));
        count(spot.file(), RowFault.ID_ABSENT);
        traps.add(reference(spot, of, "namesake in another township without an ID"));
    }

    /** Name and village agree and there is no number to tell them apart: only a person can. */
    private void namesakeInTheVillage(Person of, Predicate<BeneficiaryFile> where) {
        var spot = spotFor(of, where);
        spot.file().specials().put(spot.line(), new Special.Namesake(of, false));
        count(spot.file(), RowFault.ID_ABSENT);
        traps.add(reference(spot, of, "namesake in the same village without an ID"));
    }

    private void sharedPhone(Person with, Predicate<BeneficiaryFile> where) {
        var spot = spot(where, (file, line) -> !file.villager(line).name().equals(with.name()));
        spot.file().specials().put(spot.line(), new Special.SharedPhone(with));
        traps.add(reference(spot, with, "another person with the same phone"));
    }

    private static GroundTruth.RowReference reference(Spot spot, Person person, String why) {
        return new GroundTruth.RowReference(spot.file().name(), spot.line() + 1, person.number(), why);
    }

    private void damage(BeneficiaryFile file) {
        var all = Stream.of(RowFault.values()).filter(fault -> fault != RowFault.DUPLICATE);
        Stream.concat(all, Stream.of(RowFault.DUPLICATE)).forEach(fault -> {
            if (!happensIn(file, fault)) {
                return;
            }
            var times = Math.max(1, Math.round(file.rowCount() * fault.share()));
            for (var i = 0; i < times; i++) {
                var spot = spot(file::equals, (f, line) -> suits(f, line, fault));
                file.specials().put(spot.line(), new Special.Faulty(fault));
                count(file, fault);
            }
        });
    }

    private static boolean happensIn(BeneficiaryFile file, RowFault fault) {
        return switch (fault) {
            case CREDIT_CODE_WRONG -> file.isContracts();
            case AMOUNT_NEGATIVE -> true;
            case ID_ONE_DIGIT_WRONG,
                    ID_17_DIGITS,
                    ID_15_DIGITS,
                    ID_LOWER_X,
                    ID_FULL_WIDTH,
                    ID_SPACED,
                    ID_MASKED,
                    ID_ABSENT,
                    DUPLICATE,
                    NAME_MISSING,
                    AMOUNT_NOT_A_NUMBER,
                    DATE_IMPOSSIBLE -> !file.isContracts();
        };
    }

    private static String key(String name, LocalDate birth) {
        return name + birth;
    }

    /** Nobody else's kin of that name lives in the village, so that the name may stand for the person. */
    private boolean isOneOfAKind(Person person) {
        return familyKeys.getOrDefault(
                        Villagers.key(person.name(), person.home().village()), 0)
                == 1;
    }

    /** An unreadable ID must not turn a villager into the namesake of somebody's kin in the same village or of the same birthday. */
    private boolean suits(BeneficiaryFile file, int line, RowFault fault) {
        var villager = file.villager(line);
        return switch (fault) {
            case ID_15_DIGITS -> villager.birth().getYear() < 2000;
            case ID_LOWER_X -> villager.idNumber().endsWith("X");
            case ID_ONE_DIGIT_WRONG, ID_17_DIGITS, ID_MASKED, ID_ABSENT ->
                !familyKeys.containsKey(
                                Villagers.key(villager.name(), villager.home().village()))
                        && !familyKeys.containsKey(key(villager.name(), villager.birth()));
            case DUPLICATE -> line > 0 && !file.specials().containsKey(line - 1);
            case ID_FULL_WIDTH,
                    ID_SPACED,
                    CREDIT_CODE_WRONG,
                    NAME_MISSING,
                    AMOUNT_NEGATIVE,
                    AMOUNT_NOT_A_NUMBER,
                    DATE_IMPOSSIBLE -> true;
        };
    }

    private void count(BeneficiaryFile file, RowFault fault) {
        faults.getOrDefault(file.name(), new EnumMap<>(RowFault.class)).merge(fault, 1, Integer::sum);
    }

    /** A free line in a list that covers the person's village, among the lines of that village. */
    private Spot spotFor(Person person, Predicate<BeneficiaryFile> where) {
        var village = person.home().village();
        var fitting = files.stream()
                .filter(where)
                .filter(file -> file.coverage().contains(village))
                .toList();
        for (var tries = 0; tries < 2_000; tries++) {
            var file = byRows(fitting);
            var at = file.coverage().indexOf(village);
            var count = file.coverage().size();
            var from = (int) Math.ceilDiv((long) at * file.rowCount(), count);
            var to = (int) Math.ceilDiv((long) (at + 1) * file.rowCount(), count);
            // a village without a free line any more lends its kin to the neighbours' part of the list
            var line = tries < 1_000 && to > from ? dice.between(from, to - 1) : dice.between(0, file.rowCount() - 1);
            if (isFree(file, line)) {
                return new Spot(file, line);
            }
        }
        throw new IllegalStateException("the lists are full");
    }

    private interface Fits {
        boolean test(BeneficiaryFile file, int line);
    }

    private Spot spot(Predicate<BeneficiaryFile> where, Fits fits) {
        var fitting = files.stream().filter(where).toList();
        for (var tries = 0; tries < 100_000; tries++) {
            var file = byRows(fitting);
            var line = dice.between(0, file.rowCount() - 1);
            if (isFree(file, line) && fits.test(file, line)) {
                return new Spot(file, line);
            }
        }
        throw new IllegalStateException("no line fits");
    }

    private BeneficiaryFile byRows(List<BeneficiaryFile> from) {
        var sum = from.stream().mapToInt(BeneficiaryFile::rowCount).sum();
        var at = dice.between(0, sum - 1);
        for (var file : from) {
            at -= file.rowCount();
            if (at < 0) {
                return file;
            }
        }
        throw new IllegalStateException("no list to choose from");
    }

    private static boolean isFree(BeneficiaryFile file, int line) {
        return !file.specials().containsKey(line)
                && !isDuplicate(file.specials().get(line + 1));
    }

    private static boolean isDuplicate(@Nullable Special special) {
        return special instanceof Special.Faulty(RowFault fault) && fault == RowFault.DUPLICATE;
    }

    private List<Person> shuffled(List<Person> people) {
        var list = new ArrayList<>(people);
        for (var i = list.size() - 1; i > 0; i--) {
            var j = dice.between(0, i);
            var held = list.get(i);
            list.set(i, list.get(j));
            list.set(j, held);
        }
        return list;
    }
}
