package qinqing.linkage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One declared relative (A2), or an official, since officials are compared too.
 *
 * @param id of the relative in one declaration version
 * @param nameKey normalised name, not empty
 * @param personToken of the normalised ID number; null where it was not declared
 * @param addressToken of the normalised household address
 * @param birthToken of the birth date
 * @param villageCode 12-digit division code
 * @param kinship code of the relation to the official (A2.2)
 * @param employer normalised name of the employer
 * @param officialUnit id of the official's unit
 */
public record RelativeRecord(
        UUID id,
        String nameKey,
        @Nullable Token personToken,
        @Nullable Token phoneToken,
        @Nullable Token addressToken,
        @Nullable String villageCode,
        @Nullable Token birthToken,
        @Nullable Sex sex,
        String kinship,
        @Nullable String employer,
        @Nullable UUID officialUnit) {

    public RelativeRecord {
        if (nameKey.isEmpty()) {
            throw new IllegalArgumentException("a declared relative has a name");
        }
    }

    /** The id alone: the rest is personal. */
    @Override
    public String toString() {
        return "RelativeRecord[" + id + "]";
    }
}
