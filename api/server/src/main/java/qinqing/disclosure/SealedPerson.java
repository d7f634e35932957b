package qinqing.disclosure;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Address;
import qinqing.kernel.IdNumber;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Indexer;
import qinqing.vault.Sealer;
import qinqing.vault.Vault;

/** The personal values of one row, sealed to it, with the tokens by which they are compared. */
record SealedPerson(
        byte @Nullable [] idNumberSealed,
        byte @Nullable [] personToken,
        byte @Nullable [] birthToken,
        byte @Nullable [] phoneSealed,
        byte @Nullable [] phoneToken,
        byte @Nullable [] addressSealed,
        byte @Nullable [] addressToken) {

    @Override
    public String toString() {
        return "SealedPerson";
    }

    static SealedPerson of(
            Vault vault,
            BlindIndex index,
            UUID row,
            @Nullable String idNumber,
            @Nullable String phone,
            @Nullable String address) {
        return of(vault.sealer(), index.indexer(), row, idNumber, phone, address);
    }

    /** The same with the tools of a job over many rows. */
    static SealedPerson of(
            Sealer sealer,
            Indexer indexer,
            UUID row,
            @Nullable String idNumber,
            @Nullable String phone,
            @Nullable String address) {
        return new SealedPerson(
                idNumber == null ? null : sealer.seal(FieldKind.ID_NUMBER, idNumber, row),
                idNumber == null ? null : indexer.token(IndexPurpose.PERSON, idNumber),
                idNumber == null ? null : indexer.token(IndexPurpose.BIRTH_DATE, birthDate(idNumber)),
                phone == null ? null : sealer.seal(FieldKind.PHONE, phone, row),
                phone == null ? null : indexer.token(IndexPurpose.PHONE, phone),
                address == null ? null : sealer.seal(FieldKind.ADDRESS, address, row),
                address == null ? null : indexer.token(IndexPurpose.ADDRESS, new Address(address).key()));
    }

    /** ISO, as the beneficiaries' side writes it. */
    private static String birthDate(String idNumber) {
        return new IdNumber(idNumber).birthDate().toString();
    }
}
