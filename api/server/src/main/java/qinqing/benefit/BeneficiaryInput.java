package qinqing.benefit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import qinqing.intake.BeneficiaryField;
import qinqing.intake.BeneficiaryRole;
import qinqing.intake.ColumnMapping;
import qinqing.intake.ColumnMapping.Column;
import qinqing.spreadsheet.Row;

/** One beneficiary as another system pushes it; read by the very rules that rows of files are read by. */
record BeneficiaryInput(
        @NotNull UUID programmeId,
        @Nullable @Size(max = 100) String externalReference,
        @Nullable BeneficiaryRole role,
        @NotBlank @Size(max = 100) String name,
        @Nullable @Size(max = 40) String idNumber,
        @Nullable @Size(min = 5, max = 20) String phone,
        @Nullable @Size(max = 200) String address,
        @Nullable @Size(max = 40) String creditCode,
        @Nullable @Valid Somebody legalRepresentative,
        @Nullable @Valid Somebody agent,

        @Nullable @Pattern(regexp = "\\d{1,13}(\\.\\d{1,2})?")
        String amount,

        @Nullable @Size(max = 200) String place,
        @Nullable LocalDate startsOn,
        @Nullable @Size(max = 1000) String note) {

    record Somebody(
            @NotBlank @Size(max = 50) String name,
            @Nullable @Size(max = 40) String idNumber) {
        @Override
        public String toString() {
            return "Somebody";
        }
    }

    /** Every field in a column of its own. */
    static final ColumnMapping MAPPING = new ColumnMapping(
            null,
            0,
            Stream.of(BeneficiaryField.values())
                    .map(field -> new Column(field.ordinal(), null, field, null))
                    .toList());

    private static final Map<BeneficiaryField, String> POINTERS = new EnumMap<>(Map.ofEntries(
            Map.entry(BeneficiaryField.NAME, "/name"),
            Map.entry(BeneficiaryField.COMPANY_NAME, "/name"),
            Map.entry(BeneficiaryField.ID_NUMBER, "/idNumber"),
            Map.entry(BeneficiaryField.PHONE, "/phone"),
            Map.entry(BeneficiaryField.ADDRESS, "/address"),
            Map.entry(BeneficiaryField.CREDIT_CODE, "/creditCode"),
            Map.entry(BeneficiaryField.LEGAL_REPRESENTATIVE_NAME, "/legalRepresentative/name"),
            Map.entry(BeneficiaryField.LEGAL_REPRESENTATIVE_ID, "/legalRepresentative/idNumber"),
            Map.entry(BeneficiaryField.AGENT_NAME, "/agent/name"),
            Map.entry(BeneficiaryField.AGENT_ID, "/agent/idNumber"),
            Map.entry(BeneficiaryField.AMOUNT, "/amount"),
            Map.entry(BeneficiaryField.PLACE, "/place"),
            Map.entry(BeneficiaryField.STARTS_ON, "/startsOn"),
            Map.entry(BeneficiaryField.REFERENCE, "/externalReference"),
            Map.entry(BeneficiaryField.NOTE, "/note")));

    static String pointer(@Nullable BeneficiaryField field) {
        return field == null ? "" : POINTERS.getOrDefault(field, "");
    }

    Row asRow() {
        var cells = new String[BeneficiaryField.values().length];
        java.util.Arrays.fill(cells, "");
        boolean company = role == BeneficiaryRole.COMPANY;
        set(cells, company ? BeneficiaryField.COMPANY_NAME : BeneficiaryField.NAME, name);
        set(cells, BeneficiaryField.ROLE, title());
        set(cells, BeneficiaryField.ID_NUMBER, idNumber);
        set(cells, BeneficiaryField.PHONE, phone);
        set(cells, BeneficiaryField.ADDRESS, address);
        set(cells, BeneficiaryField.CREDIT_CODE, creditCode);
        set(
                cells,
                BeneficiaryField.LEGAL_REPRESENTATIVE_NAME,
                legalRepresentative == null ? null : legalRepresentative.name());
        set(
                cells,
                BeneficiaryField.LEGAL_REPRESENTATIVE_ID,
                legalRepresentative == null ? null : legalRepresentative.idNumber());
        set(cells, BeneficiaryField.AGENT_NAME, agent == null ? null : agent.name());
        set(cells, BeneficiaryField.AGENT_ID, agent == null ? null : agent.idNumber());
        set(cells, BeneficiaryField.AMOUNT, amount);
        set(cells, BeneficiaryField.PLACE, place);
        set(cells, BeneficiaryField.STARTS_ON, startsOn == null ? null : startsOn.toString());
        set(cells, BeneficiaryField.REFERENCE, externalReference);
        set(cells, BeneficiaryField.NOTE, note);
        return new Row(1, List.of(cells), List.of());
    }

    private String title() {
        return switch (role) {
            case null -> "";
            case NATURAL_PERSON, COMPANY -> "自然人";
            case LEGAL_REPRESENTATIVE -> "法定代表人";
            case AGENT -> "委托代理人";
        };
    }

    private static void set(String[] cells, BeneficiaryField field, @Nullable String value) {
        if (value != null) {
            cells[field.ordinal()] = value.strip();
        }
    }

    @Override
    public String toString() {
        return "BeneficiaryInput[programme=" + programmeId + "]";
    }
}
