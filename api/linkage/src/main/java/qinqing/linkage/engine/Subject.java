package qinqing.linkage.engine;

import org.jspecify.annotations.Nullable;
import qinqing.linkage.field.Address;
import qinqing.linkage.field.Name;
import qinqing.linkage.field.Phone;
import qinqing.linkage.field.PrintedNumber;

/** A declared relative or an official, read so that it can be compared. */
final class Subject {

    final String id;
    final boolean official;
    /** Key of the official who declared, or is, this person. */
    final long declarant;

    final String relation;
    final Name name;
    final PrintedNumber number;
    final Phone phone;
    final Address[] addresses;
    final @Nullable String[] unclear;
    /** 1 male, 0 female, -1 unknown. */
    final int sex;
    /** Key of the employer's core, 0 for none. */
    final long employer;
    /** Day of death as yyyymmdd; 1 if only the fact is known, 0 if alive. */
    final int deceased;
    /** 0 if unknown. */
    int officialBirthYear;

    /** The same for the declarations of one person by several officials. */
    long person;

    Subject(
            String id,
            boolean official,
            long declarant,
            String relation,
            Name name,
            PrintedNumber number,
            Phone phone,
            Address[] addresses,
            @Nullable String[] unclear,
            int sex,
            long employer,
            int deceased) {
        this.id = id;
        this.official = official;
        this.declarant = declarant;
        this.relation = relation;
        this.name = name;
        this.number = number;
        this.phone = phone;
        this.addresses = addresses;
        this.unclear = unclear;
        this.sex = sex;
        this.employer = employer;
        this.deceased = deceased;
    }

    @Override
    public String toString() {
        return "Subject[" + id + "]";
    }
}
