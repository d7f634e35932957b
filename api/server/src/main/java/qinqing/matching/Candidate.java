package qinqing.matching;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.PrintedName;
import qinqing.linkage.BeneficiaryRecord;
import qinqing.linkage.RelativeRecord;
import qinqing.linkage.Sex;
import qinqing.linkage.Token;

/** A pair that shares a block key, as {@link Candidates} finds it. */
record Candidate(
        MatchSource source,
        UUID officialId,
        UUID officialUnit,
        UUID programmeId,
        UUID approvingUnit,
        RelativeRecord relative,
        BeneficiaryRecord beneficiary) {

    static Candidate of(ResultSet row) throws SQLException {
        var officialUnit = row.getObject("official_unit_id", UUID.class);
        return new Candidate(
                MatchSource.valueOf(row.getString("source")),
                row.getObject("official_id", UUID.class),
                officialUnit,
                row.getObject("programme_id", UUID.class),
                row.getObject("approving_unit_id", UUID.class),
                relative(row, officialUnit),
                beneficiary(row));
    }

    private static RelativeRecord relative(ResultSet row, UUID officialUnit) throws SQLException {
        return new RelativeRecord(
                row.getObject("relative_id", UUID.class),
                row.getString("relative_name_key"),
                token(row.getBytes("relative_person_token")),
                token(row.getBytes("relative_phone_token")),
                token(row.getBytes("relative_address_token")),
                row.getString("relative_village_code"),
                token(row.getBytes("relative_birth_token")),
                Sex.valueOf(row.getString("relative_sex")),
                row.getString("kinship"),
                flat(row.getString("relative_employer")),
                officialUnit);
    }

    private static BeneficiaryRecord beneficiary(ResultSet row) throws SQLException {
        return new BeneficiaryRecord(
                row.getObject("beneficiary_id", UUID.class),
                BeneficiaryRecord.Role.valueOf(row.getString("role")),
                nameKey(row.getString("beneficiary_name")),
                BeneficiaryRecord.IdState.valueOf(row.getString("id_state")),
                token(row.getBytes("person_token")),
                token(row.getBytes("phone_token")),
                token(row.getBytes("address_token")),
                row.getString("village_code"),
                token(row.getBytes("birth_token")),
                null, // no list has the sex in a column of its own, and the ID number is sealed
                flat(row.getString("company_name")));
    }

    /** A masked or broken name says nothing that could be compared. */
    private static @Nullable String nameKey(String printed) {
        return PrintedName.read(printed) instanceof PrintedName.Valid(var name) ? name.key() : null;
    }

    /** A stored token is the id of its key in one byte and the MAC after it. */
    static @Nullable Token token(byte @Nullable [] stored) {
        return stored == null
                ? null
                : Token.of(Byte.toUnsignedInt(stored[0]), Arrays.copyOfRange(stored, 1, stored.length));
    }

    /** As {@link Candidates} compares them: one width, no blanks. */
    private static @Nullable String flat(@Nullable String company) {
        return company == null || company.isBlank()
                ? null
                : Normalizer.normalize(company, Normalizer.Form.NFKC).replace(" ", "");
    }
}
