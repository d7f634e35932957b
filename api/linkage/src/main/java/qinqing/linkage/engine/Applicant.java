package qinqing.linkage.engine;

import org.jspecify.annotations.Nullable;
import qinqing.linkage.field.Address;
import qinqing.linkage.field.Name;
import qinqing.linkage.field.Phone;
import qinqing.linkage.field.PrintedNumber;

/** A person named in a row: the beneficiary, the legal representative or the agent. */
final class Applicant {

    final String rowId;
    final Role role;
    final long list;
    final Name name;
    final PrintedNumber number;
    final Phone phone;
    Address address;

    @Nullable
    String unclear;
    /** Key of the company's core name, 0 for none. */
    final long company;
    /** Key of the unified social credit code, 0 for none. */
    final long uscc;
    /** yyyymmdd, 0 if unknown. */
    final int paid;
    /** Packed number that other rows of the same person (name and phone, name and company) give; 0 for none. */
    long inferred;

    Applicant(
            String rowId,
            Role role,
            long list,
            Name name,
            PrintedNumber number,
            Phone phone,
            Address address,
            @Nullable String unclear,
            long company,
            long uscc,
            int paid) {
        this.rowId = rowId;
        this.role = role;
        this.list = list;
        this.name = name;
        this.number = number;
        this.phone = phone;
        this.address = address;
        this.unclear = unclear;
        this.company = company;
        this.uscc = uscc;
        this.paid = paid;
    }

    @Override
    public String toString() {
        return "Applicant[" + rowId + "]";
    }
}
