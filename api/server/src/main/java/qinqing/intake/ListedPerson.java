package qinqing.intake;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import qinqing.intake.Villages.Village;
import qinqing.kernel.Address;
import qinqing.kernel.Phone;
import qinqing.kernel.PrintedId;

/**
 * One person (or company without one) that a row of a list names, still in clear.
 *
 * @param nameKey what names are compared by; the visible characters of a masked one
 * @param addressText as printed
 * @param address null when it is no address to compare by
 */
public record ListedPerson(
        BeneficiaryRole role,
        String name,
        String nameKey,
        PrintedId id,
        @Nullable String phoneText,
        @Nullable Phone phone,
        @Nullable String addressText,
        @Nullable Address address,
        @Nullable Village village,
        @Nullable String companyName,
        @Nullable String creditCode,
        @Nullable BigDecimal amount,
        @Nullable LocalDate startsOn,
        @Nullable String reference,
        @Nullable String note) {

    public IdQuality idQuality() {
        return switch (id) {
            case PrintedId.Valid v -> IdQuality.VALID;
            case PrintedId.Broken b -> IdQuality.BROKEN;
            case PrintedId.Masked m -> IdQuality.MASKED;
            case PrintedId.Absent a -> IdQuality.ABSENT;
        };
    }

    @Override
    public String toString() {
        return "ListedPerson[" + role + ", " + idQuality() + "]";
    }
}
