package qinqing.benefit;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.intake.BeneficiaryRole;
import qinqing.intake.IdQuality;
import qinqing.intake.ListedPerson;
import qinqing.intake.StagesRows;
import qinqing.kernel.PrintedId;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Vault;

/** One row of a list as it is kept; files come in by COPY ({@link StagesRows}), pushed rows one by one. */
@Entity
@Table(name = "beneficiary")
class Beneficiary {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    UUID programmeId;
    UUID batchId;
    int rowNumber;

    @Enumerated(EnumType.STRING)
    BeneficiaryRole role;

    String name;
    String nameKey;

    @Enumerated(EnumType.STRING)
    IdQuality idState;

    byte @Nullable [] idNumberSealed;
    byte @Nullable [] personToken;
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
    String companyName;

    @Nullable
    String creditCode;

    @Nullable
    BigDecimal amount;

    @Nullable
    LocalDate grantedOn;

    @Nullable
    String externalReference;

    @Nullable
    String note;

    boolean endorsed;

    @SuppressWarnings("NullAway.Init")
    protected Beneficiary() {}

    /** A pushed row, which waits in the programme's open list. */
    Beneficiary(UUID id, BeneficiaryBatch batch, int rowNumber, ListedPerson person, Vault vault, BlindIndex index) {
        this.id = id;
        this.countyCode = batch.countyCode;
        this.unitId = batch.unitId;
        this.programmeId = batch.programmeId;
        this.batchId = batch.id;
        this.rowNumber = rowNumber;
        this.role = person.role();
        this.name = person.name();
        this.nameKey = person.nameKey();
        this.idState = person.idQuality();
        seal(person, vault, index);
        this.addressPublic = StagesRows.publicPlace(person);
        this.villageCode = person.village() == null ? null : person.village().code();
        this.companyName = person.companyName();
        this.creditCode = person.creditCode();
        this.amount = person.amount();
        this.grantedOn = person.startsOn();
        this.externalReference = person.reference();
        this.note = person.note();
    }

    private void seal(ListedPerson person, Vault vault, BlindIndex index) {
        var number = StagesRows.numberOf(person.id());
        idNumberSealed = number == null ? null : vault.seal(FieldKind.ID_NUMBER, number, id);
        if (person.id() instanceof PrintedId.Valid valid) {
            personToken = index.token(IndexPurpose.PERSON, valid.number().value());
            birthToken = index.token(
                    IndexPurpose.BIRTH_DATE, valid.number().birthDate().toString());
        }
        var phoneText = person.phoneText();
        phoneSealed = phoneText == null ? null : vault.seal(FieldKind.PHONE, phoneText, id);
        var phone = person.phone();
        phoneToken = phone == null ? null : index.token(IndexPurpose.PHONE, phone.value());
        var addressText = person.addressText();
        addressSealed = addressText == null ? null : vault.seal(FieldKind.ADDRESS, addressText, id);
        var address = person.address();
        addressToken =
                address == null || address.key().isEmpty() ? null : index.token(IndexPurpose.ADDRESS, address.key());
    }
}
