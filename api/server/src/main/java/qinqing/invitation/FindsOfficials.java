package qinqing.invitation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import qinqing.kernel.IdNumber;
import qinqing.kernel.PersonName;
import qinqing.kernel.Phone;

/** Which registered official somebody is; the register, a feature, knows. */
public interface FindsOfficials {
    /** @param idNumber where the table has one; it decides then */
    record Person(PersonName name, Phone phone, Optional<IdNumber> idNumber) {}

    /**
     * By ID number, or by phone and name together.
     *
     * @return one for each person, in their order; empty when there is none or more than one
     */
    List<Optional<UUID>> find(Connection transaction, List<Person> people) throws SQLException;
}
