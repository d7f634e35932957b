package qinqing.verification;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a hit concerns, as far as that decides who must keep out of it.
 *
 * @param approvingPath from the county down to the approving unit
 * @param officialUnit where the official serves
 * @param kin tokens of the relatives in force, in hexadecimal
 * @param kinNames name keys of those who were declared without an ID number
 * @param beneficiaryToken of the row, if its ID number is valid
 */
record Concern(
        UUID matchId,
        List<UUID> approvingPath,
        UUID officialId,
        String personToken,
        String rank,
        UUID officialUnit,
        Set<String> kin,
        Set<String> kinNames,
        @Nullable String beneficiaryToken) {

    /** Ids alone: the rest is personal. */
    @Override
    public String toString() {
        return "Concern[" + matchId + "]";
    }
}
