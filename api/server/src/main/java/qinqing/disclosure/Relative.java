package qinqing.disclosure;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.annex2.Annex2;
import qinqing.annex2.Covered;
import qinqing.annex2.IdAbsence;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Kinship;
import qinqing.kernel.PersonName;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;

/** A relative as one version of a declaration names them (A3.2); compared while that version is in force. */
@Entity
@Table(name = "relative")
class Relative {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    UUID declarationId;
    UUID officialId;

    @Nullable
    UUID previousId;

    int position;

    @Enumerated(EnumType.STRING)
    Kinship kinship;

    @Nullable
    String tie;

    String name;
    String nameKey;

    @Enumerated(EnumType.STRING)
    Sex sex;

    @Enumerated(EnumType.STRING)
    @Nullable
    PoliticalStatus politicalStatus;

    @Nullable
    String employer;

    @Nullable
    String post;

    byte @Nullable [] idNumberSealed;
    byte @Nullable [] personToken;

    @Enumerated(EnumType.STRING)
    @Nullable
    IdAbsence idAbsentReason;

    byte @Nullable [] birthToken;
    byte @Nullable [] phoneSealed;
    byte @Nullable [] phoneToken;
    byte @Nullable [] addressSealed;
    byte @Nullable [] addressToken;

    @Nullable
    String addressPublic;

    @Nullable
    String villageCode;

    @Nullable
    String note;

    boolean inForce;

    @SuppressWarnings("NullAway.Init")
    protected Relative() {}

    /** @param read complete: its kinship, and its sex or ID number, are there */
    @SuppressWarnings("NullAway.Init")
    Relative(
            UUID id,
            @Nullable UUID previousId,
            Declaration declaration,
            int position,
            Annex2.Relative read,
            SealedPerson person) {
        this.id = id;
        this.previousId = previousId;
        this.countyCode = declaration.countyCode;
        this.unitId = declaration.unitId;
        this.declarationId = declaration.id;
        this.officialId = declaration.officialId;
        this.position = position;
        this.kinship = java.util.Objects.requireNonNull(read.kinship());
        this.tie = read.tie();
        this.name = read.name();
        this.nameKey = new PersonName(read.name()).key();
        this.sex = sexOf(read);
        this.politicalStatus = read.politicalStatus();
        this.employer = read.employer();
        this.post = read.postTitle();
        this.idNumberSealed = person.idNumberSealed();
        this.personToken = person.personToken();
        this.idAbsentReason = read.idAbsence();
        this.birthToken = person.birthToken();
        this.phoneSealed = person.phoneSealed();
        this.phoneToken = person.phoneToken();
        this.addressSealed = person.addressSealed();
        this.addressToken = person.addressToken();
        this.addressPublic = Covered.address(read.householdAddress());
        this.villageCode = read.residenceDivision();
        this.note = read.note();
    }

    static Sex sexOf(Annex2.Relative read) {
        return read.sex() != null ? read.sex() : new IdNumber(java.util.Objects.requireNonNull(read.idNumber())).sex();
    }

    Annex2.Relative opened(Vault vault) {
        return new Annex2.Relative(
                id,
                name,
                sex,
                kinship,
                tie,
                politicalStatus,
                employer,
                post,
                idNumberSealed == null ? null : vault.open(FieldKind.ID_NUMBER, idNumberSealed, id),
                idAbsentReason,
                phoneSealed == null ? null : vault.open(FieldKind.PHONE, phoneSealed, id),
                addressSealed == null ? null : vault.open(FieldKind.ADDRESS, addressSealed, id),
                villageCode,
                note);
    }
}
