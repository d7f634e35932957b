package qinqing.inference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;
import qinqing.kernel.Sex;

/**
 * Four generations of an invented county: marriages across villages, second marriages with step-children, lodgers, phones that
 * a shop lends to a village. Officials declare their circle; then a share of the lines is dropped.
 */
final class InventedFamilies {
    private static final int TODAY = 2026;

    private static final class Human {
        final int number;
        final Sex sex;
        final int born;

        @Nullable
        Human father;

        @Nullable
        Human mother;

        @Nullable
        Human spouse;

        final List<Human> children = new ArrayList<>();
        int household;
        int phone;
        boolean official;

        Human(int number, Sex sex, int born) {
            this.number = number;
            this.sex = sex;
            this.born = born;
        }

        boolean isAlive() {
            return born > TODAY - 88;
        }
    }

    private final Random random;
    private final List<Human> humans = new ArrayList<>();
    private int addresses = 1;
    final List<Declared> circle = new ArrayList<>();
    final List<Declared> kept = new ArrayList<>();
    final List<Declared> dropped = new ArrayList<>();
    final List<Person> persons;

    /**
     * @param founders couples of the first generation
     * @param remarried share of people who marry twice
     * @param lost share of the lines that officials forget
     * @param anonymous share of the people whose ID number is not known
     */
    InventedFamilies(long seed, int founders, double remarried, double lost, double anonymous) {
        random = new Random(seed);
        grow(founders, remarried);
        appoint();
        humans.stream().filter(human -> human.official).forEach(this::declare);
        circle.forEach(line -> (random.nextDouble() < lost ? dropped : kept).add(line));
        persons = humans.stream()
                .map(human -> new Person(
                        human.sex,
                        human.official,
                        human.official || random.nextDouble() >= anonymous,
                        "人" + human.number,
                        human.household,
                        human.phone))
                .toList();
    }

    private void grow(int founders, double remarried) {
        var couples = new ArrayList<Human>();
        for (int i = 0; i < founders; i++) {
            var wife = born(Sex.FEMALE, 1932 + random.nextInt(14));
            var husband = born(Sex.MALE, wife.born - random.nextInt(5));
            marry(husband, wife);
            couples.add(wife);
        }
        for (int generation = 0; generation < 3; generation++) {
            var young = new ArrayList<Human>();
            for (var mother : couples) {
                young.addAll(raise(mother, 1 + random.nextInt(generation == 0 ? 4 : 3)));
                if (random.nextDouble() < remarried) {
                    divorce(mother);
                }
            }
            couples.clear();
            couples.addAll(pair(young));
        }
    }

    private List<Human> raise(Human mother, int children) {
        var father = mother.spouse;
        var born = new ArrayList<Human>();
        for (int i = 0; i < children && father != null; i++) {
            var child = born(random.nextBoolean() ? Sex.MALE : Sex.FEMALE, mother.born + 20 + random.nextInt(14));
            child.father = father;
            child.mother = mother;
            child.household = mother.household;
            father.children.add(child);
            mother.children.add(child);
            born.add(child);
        }
        return born;
    }

    private void divorce(Human mother) {
        var father = mother.spouse;
        if (father != null) {
            mother.spouse = null;
            var next = born(Sex.FEMALE, father.born + random.nextInt(9));
            marry(father, next);
            raise(next, random.nextInt(2));
            mother.household = addresses++;
        }
    }

    private List<Human> pair(List<Human> young) {
        java.util.Collections.shuffle(young, random);
        var men = young.stream().filter(human -> human.sex == Sex.MALE).toList();
        var wives = new ArrayList<Human>();
        var women = new ArrayList<>(
                young.stream().filter(human -> human.sex == Sex.FEMALE).toList());
        for (var man : men) {
            var choice = women.stream()
                    .limit(40)
                    .filter(woman -> woman.father != man.father && Math.abs(woman.born - man.born) < 8)
                    .findFirst();
            if (choice.isPresent() && man.born <= TODAY - 22) {
                women.remove(choice.get());
                marry(man, choice.get());
                wives.add(choice.get());
            }
        }
        return wives;
    }

    private Human born(Sex sex, int year) {
        var human = new Human(humans.size(), sex, year);
        human.household = addresses++;
        human.phone = random.nextDouble() < 0.03 ? 900_000 + random.nextInt(40) : 1_000_000 + human.number;
        humans.add(human);
        return human;
    }

    private void marry(Human husband, Human wife) {
        husband.spouse = wife;
        wife.spouse = husband;
        wife.household = husband.household = random.nextDouble() < 0.5 ? addresses++ : husband.household;
        if (random.nextDouble() < 0.1) {
            wife.phone = husband.phone;
        }
    }

    /** One in twenty-five, more often where the family already has one. */
    private void appoint() {
        for (var human : humans) {
            if (human.born < 1964 || human.born > 2002) {
                continue;
            }
            boolean near = human.father != null && human.father.official
                    || human.mother != null && human.mother.official
                    || human.spouse != null && human.spouse.official;
            human.official = random.nextDouble() < (near ? 0.25 : 0.04);
        }
        // a lodger at an official's address is nobody's relative
        for (var human : humans) {
            if (random.nextDouble() < 0.01) {
                human.household = humans.get(random.nextInt(humans.size())).household;
            }
        }
    }

    private void declare(Human official) {
        var lines = new LinkedHashMap<Human, Kinship>();
        add(lines, Kinship.SPOUSE, Set.of(official), human -> one(human.spouse));
        var couple = new HashSet<>(one(official.spouse));
        couple.add(official);
        add(lines, Kinship.CHILD, couple, human -> human.children);
        descendants(lines, couple);
        side(lines, official, true);
        if (official.spouse != null) {
            side(lines, official.spouse, false);
        }
        lines.remove(official);
        lines.forEach((relative, kinship) -> {
            if (relative.isAlive()) {
                circle.add(new Declared(official.number, kinship, relative.number));
            }
        });
    }

    private void descendants(Map<Human, Kinship> lines, Set<Human> couple) {
        for (var parent : couple) {
            for (var child : parent.children) {
                add(lines, Kinship.CHILD_SPOUSE, Set.of(child), human -> one(human.spouse));
                add(
                        lines,
                        child.sex == Sex.MALE ? Kinship.GRANDCHILD_BY_SON : Kinship.GRANDCHILD_BY_DAUGHTER,
                        Set.of(child),
                        human -> human.children);
            }
        }
    }

    private void side(Map<Human, Kinship> lines, Human root, boolean own) {
        var parents = new ArrayList<>(one(root.father));
        parents.addAll(one(root.mother));
        parents.forEach(parent -> lines.putIfAbsent(parent, own ? Kinship.OWN_PARENT : Kinship.SPOUSE_PARENT));
        for (var parent : parents) {
            for (var sibling : parent.children) {
                if (sibling != root) {
                    lines.putIfAbsent(sibling, own ? Kinship.OWN_SIBLING : Kinship.SPOUSE_SIBLING);
                    one(sibling.spouse)
                            .forEach(spouse -> lines.putIfAbsent(
                                    spouse, own ? Kinship.OWN_SIBLING_SPOUSE : Kinship.SPOUSE_SIBLING_SPOUSE));
                }
            }
            boolean father = parent.sex == Sex.MALE;
            var grandparents = new ArrayList<>(one(parent.father));
            grandparents.addAll(one(parent.mother));
            grandparents.forEach(grandparent -> lines.putIfAbsent(
                    grandparent,
                    own
                            ? father ? Kinship.OWN_PATERNAL_GRANDPARENT : Kinship.OWN_MATERNAL_GRANDPARENT
                            : father ? Kinship.SPOUSE_PATERNAL_GRANDPARENT : Kinship.SPOUSE_MATERNAL_GRANDPARENT));
        }
    }

    private static void add(
            Map<Human, Kinship> lines,
            Kinship kinship,
            Set<Human> from,
            java.util.function.Function<Human, List<Human>> next) {
        from.forEach(human -> next.apply(human).forEach(relative -> lines.putIfAbsent(relative, kinship)));
    }

    private static List<Human> one(@Nullable Human human) {
        return human == null ? List.of() : List.of(human);
    }

    /**
     * The dropped lines that another filing of the family still bears witness to: the relative filed one, or an official of the
     * declarant's circle (or whose circle the declarant is in) names the relative. Says nothing of how it would be inferred.
     */
    List<Declared> inferable() {
        var circles = circle.stream()
                .collect(Collectors.groupingBy(
                        Declared::official, Collectors.mapping(Declared::relative, Collectors.toSet())));
        var named = new HashMap<Integer, Set<Integer>>();
        kept.forEach(line -> {
            if (persons.get(line.relative()).identified()) {
                named.computeIfAbsent(line.relative(), _ -> new HashSet<>()).add(line.official());
            }
        });
        return dropped.stream()
                .filter(line -> persons.get(line.relative()).identified())
                .filter(line -> {
                    var me = line.official();
                    boolean filed = named.getOrDefault(me, Set.of()).contains(line.relative());
                    return filed
                            || named.getOrDefault(line.relative(), Set.of()).stream()
                                    .anyMatch(other ->
                                            circles.getOrDefault(me, Set.of()).contains(other)
                                                    || circles.getOrDefault(other, Set.of())
                                                            .contains(me));
                })
                .toList();
    }
}
