package qinqing.demo;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Kinship;
import qinqing.kernel.Sex;

/**
 * Grows families round the officials and reads the sixteen kinships (A2.2) off them. A family is a web, so that an
 * official's brother can be an official himself and each declares the other.
 */
final class Kindred {

    private final List<Gazetteer.Village> villages;
    private final PrintedNumbers numbers = new PrintedNumbers();
    private final List<Person> people = new ArrayList<>();
    private final Map<Person, Person> wards = new LinkedHashMap<>();
    private final Dice dice;

    Kindred(long seed, List<Gazetteer.Village> villages) {
        this.villages = villages;
        this.dice = new Dice(seed, 21);
    }

    List<Person> people() {
        return people;
    }

    /** Someone new of working age, without kin yet. */
    Person stranger(Gazetteer.Village village, Sex sex, int youngest, int oldest, boolean partyMember) {
        var birth = SyntheticCounty.AS_OF.minusDays(dice.between(youngest * 366, oldest * 365));
        return person(
                dice.chance(0.5) ? village.clan() : Names.surname(dice), sex, birth, newHome(village), partyMember);
    }

    /** Fills in everyone Annex 2 asks about; whoever is known already stays. */
    void complete(Person self, boolean staysInVillage) {
        growUp(self);
        marryOff(self, staysInVillage ? self.home().village() : null, 0.96);
        childrenOf(self);
        for (var child : List.copyOf(self.children())) {
            marryOff(child, null, 0.88);
            childrenOf(child);
        }
        var spouse = self.spouse();
        if (spouse != null) {
            growUp(spouse);
        }
        if (dice.chance(0.01) && self.ageOn(SyntheticCounty.AS_OF) >= 35) {
            wards.put(self, person(Names.surname(dice), dice.oneOf(Sex.values()), born(70, 84), self.home(), false));
        }
    }

    /** Parents, grandparents, siblings and siblings' spouses. */
    private void growUp(Person self) {
        parentsOf(self);
        for (var parent : listOf(self.father(), self.mother())) {
            parentsOf(parent);
        }
        var father = self.father();
        if (father != null) {
            childrenOf(father);
            for (var sibling : List.copyOf(father.children())) {
                if (sibling != self) {
                    marryOff(sibling, null, 0.92);
                }
            }
        }
    }

    private void parentsOf(Person child) {
        if (child.father() != null) {
            return;
        }
        var motherBorn = child.birth().minusDays(dice.between(19 * 366, 33 * 365));
        var fatherBorn = earliest(
                motherBorn.minusDays(dice.between(-2 * 365, 6 * 365)),
                child.birth().minusDays(dice.between(20 * 366, 22 * 365)));
        var home = dice.chance(0.3) ? child.home() : newHome(child.home().village());
        var father = person(child.surname(), Sex.MALE, fatherBorn, home, dice.chance(0.12));
        var mother = person(Names.surname(dice), Sex.FEMALE, motherBorn, home, dice.chance(0.05));
        father.marry(mother);
        father.bear(child);
    }

    private void marryOff(Person person, Gazetteer.@Nullable Village village, double share) {
        var age = person.ageOn(SyntheticCounty.AS_OF);
        if (person.spouse() != null || age < 23 || !dice.chance(age < 28 ? share * 0.6 : share)) {
            return;
        }
        var lead = dice.between(-2 * 365, 5 * 365);
        var birth = person.sex() == Sex.FEMALE
                ? person.birth().minusDays(lead)
                : person.birth().plusDays(lead);
        var latest = SyntheticCounty.AS_OF.minusYears(21);
        var home = newHome(
                village != null ? village : dice.chance(0.4) ? person.home().village() : dice.pick(villages));
        var spouse = person(
                Names.surname(dice),
                person.isMale() ? Sex.FEMALE : Sex.MALE,
                birth.isAfter(latest) ? latest : birth,
                home,
                dice.chance(0.1));
        person.marry(spouse);
        var together = person.sex() == Sex.FEMALE ? spouse.home() : person.home();
        person.moveTo(together);
        spouse.moveTo(together);
    }

    private void childrenOf(Person parent) {
        var spouse = parent.spouse();
        if (parent.childrenKnown() || spouse == null) {
            return;
        }
        var mother = parent.sex() == Sex.FEMALE ? parent : spouse;
        var father = mother == parent ? spouse : parent;
        var first = latest(mother.birth().plusYears(20), father.birth().plusYears(20));
        var last = earliest(
                earliest(mother.birth().plusYears(43), father.birth().plusYears(60)),
                SyntheticCounty.AS_OF.minusDays(60));
        var wanted = wantedChildren(mother.birth().getYear());
        var generation = dice.chance(mother.birth().getYear() < 1965 ? 0.45 : 0.08)
                ? String.valueOf(Names.generationCharacter(dice))
                : "";
        var next = first.plusDays(dice.between(0, 5 * 365));
        while (mother.children().size() < wanted && !next.isAfter(last)) {
            var birth = next;
            var clear =
                    mother.children().stream().allMatch(c -> Math.abs(ChronoUnit.DAYS.between(c.birth(), birth)) > 330);
            if (clear) {
                child(father, mother, birth, generation);
                if (dice.chance(0.01)) {
                    child(father, mother, birth, generation);
                }
            }
            next = next.plusDays(dice.between(400, 1800));
        }
        parent.noMoreChildren();
    }

    private void child(Person father, Person mother, LocalDate birth, String generation) {
        var sex = dice.oneOf(Sex.values());
        var home = father.home();
        var age = birth.until(SyntheticCounty.AS_OF).getYears();
        if (age >= 25 && dice.chance(0.6)) {
            home = newHome(dice.chance(0.75) ? home.village() : dice.pick(villages));
        }
        var child = person(father.surname(), sex, birth, home, dice.chance(0.1), sex == Sex.MALE ? generation : "");
        father.bear(child);
        if (age < 12) {
            child.usePhoneOf(mother.isAlive() ? mother : father);
        }
    }

    private int wantedChildren(int motherBorn) {
        if (motherBorn < 1940) {
            return dice.oneOf(3, 4, 4, 5, 5, 6);
        }
        if (motherBorn < 1955) {
            return dice.oneOf(2, 3, 3, 4, 4, 5);
        }
        if (motherBorn < 1970) {
            return dice.oneOf(2, 2, 2, 3, 3, 4);
        }
        return dice.oneOf(1, 1, 2, 2, 2);
    }

    private Person person(String surname, Sex sex, LocalDate birth, Home home, boolean partyMember) {
        return person(surname, sex, birth, home, partyMember, "");
    }

    private Person person(String surname, Sex sex, LocalDate birth, Home home, boolean partyMember, String generation) {
        var number = people.size();
        var age = birth.until(SyntheticCounty.AS_OF).getYears();
        var dotted = generation.isEmpty() && dice.chance(0.001);
        var name = dotted ? Names.dotted(dice, sex) : surname + Names.given(dice, sex, birth.getYear(), generation);
        var person = new Person(
                number,
                name,
                surname,
                sex,
                birth,
                numbers.familyId(dice, divisionAtBirth(dice, birth), birth, sex),
                !dice.chance(deathBefore(age)),
                partyMember && age >= 20,
                PrintedNumbers.phone(number, true),
                home);
        people.add(person);
        return person;
    }

    /** Numbers issued before the county was re-coded in 1998 keep 512301; some people come from next door. */
    static String divisionAtBirth(Dice dice, LocalDate birth) {
        if (dice.chance(0.07)) {
            return dice.oneOf("500230", "500119", "500115", "500113", "500233", "510229");
        }
        return birth.getYear() < 1998 && dice.chance(0.85) ? "512301" : Gazetteer.COUNTY;
    }

    private static double deathBefore(int age) {
        return age < 50 ? 0.004 : age < 65 ? 0.03 : age < 75 ? 0.1 : age < 85 ? 0.35 : age < 95 ? 0.75 : 1;
    }

    private Home newHome(Gazetteer.Village village) {
        return new Home(village, dice.between(1, village.groups()), dice.between(1, 160));
    }

    private LocalDate born(int youngest, int oldest) {
        return SyntheticCounty.AS_OF.minusDays(dice.between(youngest * 366, oldest * 365));
    }

    /** Everyone alive whom {@code self} has to report, in the order of the form; nobody twice. */
    Map<Person, Kinship> relativesOf(Person self) {
        var found = new LinkedHashMap<Person, Kinship>();
        var spouse = self.spouse();
        note(found, self, Kinship.SPOUSE, spouse);
        for (var child : self.children()) {
            note(found, self, Kinship.CHILD, child);
            note(found, self, Kinship.CHILD_SPOUSE, child.spouse());
            for (var grandchild : child.children()) {
                note(
                        found,
                        self,
                        child.isMale() ? Kinship.GRANDCHILD_BY_SON : Kinship.GRANDCHILD_BY_DAUGHTER,
                        grandchild);
            }
        }
        upward(found, self, self, Kinship.OWN_PARENT, Kinship.OWN_SIBLING, Kinship.OWN_SIBLING_SPOUSE);
        grandparents(found, self, self, Kinship.OWN_PATERNAL_GRANDPARENT, Kinship.OWN_MATERNAL_GRANDPARENT);
        if (spouse != null) {
            upward(found, self, spouse, Kinship.SPOUSE_PARENT, Kinship.SPOUSE_SIBLING, Kinship.SPOUSE_SIBLING_SPOUSE);
            grandparents(found, self, spouse, Kinship.SPOUSE_PATERNAL_GRANDPARENT, Kinship.SPOUSE_MATERNAL_GRANDPARENT);
        }
        note(found, self, Kinship.OTHER_SUPPORT_TIE, wards.get(self));
        return found;
    }

    private static void upward(
            Map<Person, Kinship> found,
            Person self,
            Person of,
            Kinship parent,
            Kinship sibling,
            Kinship siblingsSpouse) {
        var father = of.father();
        note(found, self, parent, father);
        note(found, self, parent, of.mother());
        if (father != null) {
            for (var other : father.children()) {
                if (other != of) {
                    note(found, self, sibling, other);
                    note(found, self, siblingsSpouse, other.spouse());
                }
            }
        }
    }

    private static void grandparents(
            Map<Person, Kinship> found, Person self, Person of, Kinship paternal, Kinship maternal) {
        var father = of.father();
        if (father != null) {
            note(found, self, paternal, father.father());
            note(found, self, paternal, father.mother());
        }
        var mother = of.mother();
        if (mother != null) {
            note(found, self, maternal, mother.father());
            note(found, self, maternal, mother.mother());
        }
    }

    private static void note(Map<Person, Kinship> found, Person self, Kinship kinship, @Nullable Person person) {
        if (person != null && person != self && person.isAlive()) {
            found.putIfAbsent(person, kinship);
        }
    }

    private static List<Person> listOf(@Nullable Person one, @Nullable Person two) {
        var list = new ArrayList<Person>(2);
        if (one != null) {
            list.add(one);
        }
        if (two != null) {
            list.add(two);
        }
        return list;
    }

    private static LocalDate latest(LocalDate one, LocalDate two) {
        return one.isAfter(two) ? one : two;
    }

    private static LocalDate earliest(LocalDate one, LocalDate two) {
        return one.isBefore(two) ? one : two;
    }
}
