package qinqing.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;

/** An invented person in a web of parents, spouses and children; what kin they are to whom is read off the web. */
public final class Person {

    private final int number;
    private final String name;
    private final String surname;
    private final Sex sex;
    private final LocalDate birth;
    private final String idNumber;
    private final boolean alive;
    private final boolean partyMember;

    private String phone;
    private Home home;
    private @Nullable Person father;
    private @Nullable Person mother;
    private @Nullable Person spouse;
    private final List<Person> children = new ArrayList<>(2);
    private boolean childrenKnown;

    Person(
            int number,
            String name,
            String surname,
            Sex sex,
            LocalDate birth,
            String idNumber,
            boolean alive,
            boolean partyMember,
            String phone,
            Home home) {
        this.number = number;
        this.name = name;
        this.surname = surname;
        this.sex = sex;
        this.birth = birth;
        this.idNumber = idNumber;
        this.alive = alive;
        this.partyMember = partyMember;
        this.phone = phone;
        this.home = home;
    }

    public int number() {
        return number;
    }

    public String name() {
        return name;
    }

    public Sex sex() {
        return sex;
    }

    public boolean isMale() {
        return sex == Sex.MALE;
    }

    public LocalDate birth() {
        return birth;
    }

    /** 18 characters, check character right. */
    public String idNumber() {
        return idNumber;
    }

    /** Small children carry a parent's number. */
    public String phone() {
        return phone;
    }

    public String address() {
        return home.full();
    }

    /** The division code of the village the household belongs to, 12 digits. */
    public String villageCode() {
        return home.village().code();
    }

    public boolean isPartyMember() {
        return partyMember;
    }

    public PoliticalStatus politicalStatus() {
        if (partyMember) {
            return PoliticalStatus.PARTY_MEMBER;
        }
        var age = ageOn(SyntheticCounty.AS_OF);
        return age >= 14 && age <= 26 ? PoliticalStatus.YOUTH_LEAGUE_MEMBER : PoliticalStatus.MASSES;
    }

    public int ageOn(LocalDate day) {
        return birth.until(day).getYears();
    }

    boolean isAlive() {
        return alive;
    }

    String surname() {
        return surname;
    }

    Home home() {
        return home;
    }

    @Nullable
    Person father() {
        return father;
    }

    @Nullable
    Person mother() {
        return mother;
    }

    @Nullable
    Person spouse() {
        return spouse;
    }

    List<Person> children() {
        return children;
    }

    boolean childrenKnown() {
        return childrenKnown;
    }

    void noMoreChildren() {
        childrenKnown = true;
        if (spouse != null) {
            spouse.childrenKnown = true;
        }
    }

    void marry(Person other) {
        spouse = other;
        other.spouse = this;
        var both = childrenKnown || other.childrenKnown;
        childrenKnown = both;
        other.childrenKnown = both;
    }

    void bear(Person child) {
        children.add(child);
        var other = spouse;
        if (other != null) {
            other.children.add(child);
        }
        child.father = sex == Sex.MALE ? this : other;
        child.mother = sex == Sex.MALE ? other : this;
    }

    void moveTo(Home other) {
        home = other;
    }

    void usePhoneOf(Person other) {
        phone = other.phone;
    }

    /** Not the name: even invented people teach nobody to log persons. */
    @Override
    public String toString() {
        return "Person " + number;
    }
}
