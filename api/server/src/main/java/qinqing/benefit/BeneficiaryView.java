package qinqing.benefit;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.intake.BeneficiaryRole;
import qinqing.intake.IdQuality;
import qinqing.intake.RowFault;
import qinqing.kernel.Address;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Money;
import qinqing.kernel.Phone;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;

/** A row of a list as it goes out, its personal values masked. */
record BeneficiaryView(
        UUID id,
        UUID programmeId,
        UUID batchId,
        int rowNumber,
        @Nullable String externalReference,
        BeneficiaryRole role,
        String name,
        @Nullable String actsFor,
        @Nullable String idNumberMasked,
        IdQuality idQuality,
        @Nullable String phoneMasked,
        @Nullable String addressMasked,
        @Nullable String creditCode,
        @Nullable String amount,
        @Nullable String place,
        java.time.@Nullable LocalDate startsOn,
        @Nullable String note,
        List<WarningView> warnings,
        @Nullable List<PersonView> sameRow) {

    record WarningView(String code, String reason) {}

    /** Another person of the same row. */
    record PersonView(UUID id, BeneficiaryRole role, String name) {}

    private static final int SHOWN_FIRST = 6;
    private static final int SHOWN_LAST = 4;
    private static final int LONG_ENOUGH = 15;

    static BeneficiaryView of(Beneficiary row, List<String> warnings, Vault vault, List<Locale> wanted) {
        return new BeneficiaryView(
                row.id,
                row.programmeId,
                row.batchId,
                row.rowNumber,
                row.externalReference,
                row.role,
                row.name,
                row.role == BeneficiaryRole.NATURAL_PERSON ? null : row.companyName,
                row.idNumberSealed == null
                        ? null
                        : maskedId(vault.open(FieldKind.ID_NUMBER, row.idNumberSealed, row.id), row.idState),
                row.idState,
                row.phoneSealed == null ? null : maskedPhone(vault.open(FieldKind.PHONE, row.phoneSealed, row.id)),
                row.addressSealed == null
                        ? null
                        : maskedAddress(vault.open(FieldKind.ADDRESS, row.addressSealed, row.id)),
                row.creditCode,
                Money.plain(row.amount),
                row.addressPublic,
                row.grantedOn,
                row.note,
                warnings.stream()
                        .map(code ->
                                new WarningView(code, RowFault.sentence(code).in(wanted)))
                        .toList(),
                null);
    }

    /** With the others of its row: a company brings its legal representative and its agent. */
    BeneficiaryView with(List<Beneficiary> others) {
        return others.isEmpty()
                ? this
                : new BeneficiaryView(
                        id,
                        programmeId,
                        batchId,
                        rowNumber,
                        externalReference,
                        role,
                        name,
                        actsFor,
                        idNumberMasked,
                        idQuality,
                        phoneMasked,
                        addressMasked,
                        creditCode,
                        amount,
                        place,
                        startsOn,
                        note,
                        warnings,
                        others.stream()
                                .map(other -> new PersonView(other.id, other.role, other.name))
                                .toList());
    }

    /** A broken number is somebody's number but for one digit, so it is covered like a valid one. */
    static String maskedId(String number, IdQuality quality) {
        return quality == IdQuality.VALID ? new IdNumber(number).masked() : covered(number);
    }

    private static String maskedPhone(String text) {
        return Phone.reasonAgainst(text).isEmpty() ? Phone.of(text).masked() : covered(text);
    }

    private static String maskedAddress(String text) {
        return Address.reasonAgainst(text).isEmpty() ? Address.of(text).masked() : "****";
    }

    private static String covered(String text) {
        return text.length() < LONG_ENOUGH
                ? "*".repeat(text.length())
                : text.substring(0, SHOWN_FIRST)
                        + "*".repeat(text.length() - SHOWN_FIRST - SHOWN_LAST)
                        + text.substring(text.length() - SHOWN_LAST);
    }
}
