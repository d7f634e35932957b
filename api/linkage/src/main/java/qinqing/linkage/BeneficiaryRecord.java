package qinqing.linkage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One person in one row of a list of beneficiaries. A company's row gives a record for its legal representative and one
 * for its agent: at most one record for each row and role.
 *
 * @param nameKey normalised name; null where the list has none or masks it
 * @param idState what the list printed where the ID number belongs
 * @param personToken of the normalised ID number; present exactly when the printed one is valid
 * @param birthToken of the birth date in the ID number or in the list's own column
 * @param employer normalised name of the employer, for a company's row of the company
 */
public record BeneficiaryRecord(
        UUID rowId,
        Role role,
        @Nullable String nameKey,
        IdState idState,
        @Nullable Token personToken,
        @Nullable Token phoneToken,
        @Nullable Token addressToken,
        @Nullable String villageCode,
        @Nullable Token birthToken,
        @Nullable Sex sex,
        @Nullable String employer) {

    /** In which capacity the person stands in the row (A7). */
    public enum Role {
        NATURAL_PERSON,
        LEGAL_REPRESENTATIVE,
        AGENT
    }

    /** A list's ID number is kept whatever its state; refusing the row would let a typing error evade the gate. */
    public enum IdState {
        VALID,
        BROKEN,
        MASKED,
        ABSENT
    }

    public BeneficiaryRecord {
        if ((idState == IdState.VALID) != (personToken != null)) {
            throw new IllegalArgumentException("a person token belongs to a valid ID number, and only to one");
        }
        if (nameKey != null && nameKey.isEmpty()) {
            throw new IllegalArgumentException("an absent name is null");
        }
    }

    /** The row and role alone: the rest is personal. */
    @Override
    public String toString() {
        return "BeneficiaryRecord[" + rowId + " " + role + "]";
    }
}
