package qinqing.publicity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Address;
import qinqing.programme.BenefitKind;
import qinqing.unit.UnitNode;

/**
 * One verified matter: what Annex 3 says of it and where it has to hang.
 *
 * @param unitId who verified it (A9.1)
 * @param compliant the verification is signed and the hit still stands as compliant
 * @param taken it hangs on, or was drafted for, this other notice
 * @param relativeVillage null when the relative lives outside the county, or nobody knows
 * @param relativeAddress in the form for publication, to tell the group; null when unknown
 * @param placeOfEnjoyment whose board stands for the village of a relative from outside (decisions: Display)
 * @param beneficiaryIdSealed the ID as the list printed it, to make sure none of its digits is published (A22.4)
 */
record Matter(
        UUID verificationId,
        UUID matchId,
        UUID unitId,
        UUID officialId,
        boolean compliant,
        @Nullable UUID taken,
        BenefitKind kind,
        String beneficiaryRole,
        String beneficiaryName,
        String programmeName,
        @Nullable BigDecimal amount,
        String place,
        @Nullable LocalDate startedOn,
        String officialName,
        String officialPost,
        String kinshipTitle,
        UUID officialUnit,
        @Nullable UUID relativeVillage,
        @Nullable String relativeAddress,
        UUID placeOfEnjoyment,
        @Nullable UUID projectVillage,
        UUID beneficiaryId,
        byte @Nullable [] beneficiaryIdSealed) {

    /** The last part of an address key that says 组: 两桂村3组 is {@code 3组}, 两桂村桂花组 is {@code 桂花组}. */
    private static final Pattern GROUP = Pattern.compile("(?:^|.*[村区寨镇乡])([^村区寨镇乡]*[组社队])$");

    /** The village whose board is meant: the relative's, else where the benefit is enjoyed. */
    UUID village() {
        return relativeVillage == null ? placeOfEnjoyment : relativeVillage;
    }

    /** Which of the village's groups the relative lives in, by its name at the end of the address. */
    Optional<UnitNode> groupAmong(List<UnitNode> groups) {
        var own = groupOf(relativeAddress);
        return own.isEmpty()
                ? Optional.empty()
                : groups.stream()
                        .filter(group -> groupOf(group.name()).equals(own))
                        .findFirst();
    }

    RequiredSites sites(@Nullable UUID group) {
        return RequiredSites.of(kind, officialUnit, village(), group, projectVillage);
    }

    private static Optional<String> groupOf(@Nullable String text) {
        if (text == null || Address.reasonAgainst(text).isPresent()) {
            return Optional.empty();
        }
        var matcher = GROUP.matcher(Address.of(text).key());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public String toString() {
        return "Matter " + verificationId;
    }
}
