package qinqing.intake;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import qinqing.intake.ColumnMapping.Column;
import qinqing.intake.RowFault.Family;
import qinqing.intake.RowFinding.Severity;
import qinqing.intake.Villages.Village;
import qinqing.kernel.Address;
import qinqing.kernel.CreditCode;
import qinqing.kernel.InvalidValue;
import qinqing.kernel.Money;
import qinqing.kernel.MoneyFault;
import qinqing.kernel.PersonName;
import qinqing.kernel.Phone;
import qinqing.kernel.PrintedId;
import qinqing.kernel.PrintedName;
import qinqing.kernel.PrivacyGate;
import qinqing.spreadsheet.Row;

/**
 * Reads the rows of one list. A row without a usable name, with an impossible amount or day is left out with every reason;
 * whatever is wrong with an ID number, phone or address is a warning only, since leaving such a row out would let a typo
 * evade the comparison (decisions: data in and out). Used by one thread.
 */
public final class ReadsRow {

    /** 惠民资金和项目自2018年1月1日起纳入（A7.5）。 */
    static final LocalDate SINCE = LocalDate.of(2018, 1, 1);

    private static final int LONGEST_KEPT = 200;
    private static final int LONGEST_COMPANY = 100;
    private static final int LONGEST_REFERENCE = 100;
    private static final int LONGEST_NOTE = 1000;
    private static final int LARGEST_FEN = 2;
    private static final Set<String> SUMS = Set.of("合计", "总计", "小计", "共计", "总合计", "累计", "本页合计", "本页小计");
    private static final Pattern PUNCTUATION = Pattern.compile("[\\s\\p{Z}:：]+");
    private static final Pattern COMPANY_CHARACTERS =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Co}\\p{Zs}()（）·.,，、&+'’\"“”《》<>〈〉/-]+");

    private final LocalDate today;
    private final Villages villages;
    private final Map<BeneficiaryField, Column> columns = new EnumMap<>(BeneficiaryField.class);
    private final int[] placeColumns;
    private final String amountUnit;

    private final List<RowFinding> findings = new ArrayList<>();
    private Row row = new Row(1, List.of(), List.of());
    private boolean bad;

    public ReadsRow(ColumnMapping mapping, Villages villages, LocalDate today) {
        this.today = today;
        this.villages = villages;
        Headers.byField(mapping).forEach((field, found) -> columns.put(field, found.getFirst()));
        this.placeColumns = mapping.columns().stream()
                .filter(column -> column.field() == BeneficiaryField.PLACE)
                .mapToInt(Column::index)
                .toArray();
        var amount = columns.get(BeneficiaryField.AMOUNT);
        this.amountUnit = amount == null || amount.header() == null ? "" : Headers.unit(amount.header());
    }

    public RowReading read(Row given) {
        row = given;
        findings.clear();
        bad = false;
        if (isNoRow()) {
            return RowReading.NO_ROW;
        }
        lookAtDefects();
        var amount = amount();
        var startsOn = startsOn();
        var addressText = cell(BeneficiaryField.ADDRESS);
        var placeText = place();
        var village = village(placeText, addressText);
        var shared = new Shared(
                phone(),
                kept(addressText.isEmpty() ? placeText : addressText),
                address(addressText),
                village,
                amount,
                startsOn,
                reference(),
                note());
        var people = people(shared);
        return bad ? new RowReading(List.of(), List.copyOf(findings)) : new RowReading(people, List.copyOf(findings));
    }

    private record Shared(
            PhoneRead phone,
            @Nullable String addressText,
            @Nullable Address address,
            @Nullable Village village,
            @Nullable BigDecimal amount,
            @Nullable LocalDate startsOn,
            @Nullable String reference,
            @Nullable String note) {}

    private record PhoneRead(
            @Nullable String text, @Nullable Phone phone) {
        static final PhoneRead NONE = new PhoneRead(null, null);
    }

    /** Sums and signature lines at the end, headers repeated on each printed page. */
    private boolean isNoRow() {
        boolean blank = true;
        for (var column : columns.values()) {
            if (column.field() == BeneficiaryField.IGNORED) {
                continue;
            }
            var text = row.cell(column.index());
            if (!text.isEmpty()) {
                blank = false;
                if (column.field().namesSomebody() && text.equals(column.header())) {
                    return true;
                }
            }
        }
        return blank || isSum();
    }

    /** 合计 stands in one of the first cells, and nobody has a number in that row. */
    private boolean isSum() {
        int looked = Math.min(row.cells().size(), 4);
        boolean sum = false;
        for (int i = 0; i < looked; i++) {
            var text = row.cells().get(i);
            sum |= text.length() <= 8 && SUMS.contains(PUNCTUATION.matcher(text).replaceAll(""));
        }
        return sum && cell(BeneficiaryField.ID_NUMBER).isEmpty();
    }

    private void lookAtDefects() {
        for (var defect : row.defects()) {
            for (var column : columns.values()) {
                if (column.index() == defect.column() && column.field() != BeneficiaryField.IGNORED) {
                    boolean fatal = column.field().namesSomebody()
                            || column.field() == BeneficiaryField.AMOUNT
                            || column.field() == BeneficiaryField.STARTS_ON;
                    find(fatal ? Severity.ERROR : Severity.WARNING, column.field(), RowFault.CELL_UNREADABLE.name());
                }
            }
        }
    }

    private List<ListedPerson> people(Shared shared) {
        var company = company();
        boolean hasLegal = !cell(BeneficiaryField.LEGAL_REPRESENTATIVE_NAME).isEmpty();
        boolean hasAgent = !cell(BeneficiaryField.AGENT_NAME).isEmpty();
        boolean hasName = !cell(BeneficiaryField.NAME).isEmpty();
        var code = creditCode();
        var people = new ArrayList<ListedPerson>(2);
        // The agent signs and is called; without one it is the legal representative.
        if (hasLegal) {
            add(
                    people,
                    person(
                            BeneficiaryRole.LEGAL_REPRESENTATIVE,
                            BeneficiaryField.LEGAL_REPRESENTATIVE_NAME,
                            BeneficiaryField.LEGAL_REPRESENTATIVE_ID,
                            shared,
                            hasAgent ? PhoneRead.NONE : shared.phone(),
                            company,
                            code));
        }
        if (hasAgent) {
            add(
                    people,
                    person(
                            BeneficiaryRole.AGENT,
                            BeneficiaryField.AGENT_NAME,
                            BeneficiaryField.AGENT_ID,
                            shared,
                            shared.phone(),
                            company,
                            code));
        }
        if (hasName || (!hasLegal && !hasAgent && company == null)) {
            add(
                    people,
                    person(
                            role(),
                            BeneficiaryField.NAME,
                            BeneficiaryField.ID_NUMBER,
                            shared,
                            shared.phone(),
                            company,
                            code));
        }
        if (people.isEmpty() && company != null && !bad) {
            warn(BeneficiaryField.COMPANY_NAME, RowFault.COMPANY_WITHOUT_PERSON);
            people.add(new ListedPerson(
                    BeneficiaryRole.COMPANY,
                    company,
                    company,
                    new PrintedId.Absent(),
                    shared.phone().text(),
                    shared.phone().phone(),
                    shared.addressText(),
                    shared.address(),
                    shared.village(),
                    company,
                    code,
                    shared.amount(),
                    shared.startsOn(),
                    shared.reference(),
                    shared.note()));
        }
        return people;
    }

    private static void add(List<ListedPerson> people, @Nullable ListedPerson person) {
        if (person != null) {
            people.add(person);
        }
    }

    private @Nullable ListedPerson person(
            BeneficiaryRole role,
            BeneficiaryField nameField,
            BeneficiaryField idField,
            Shared shared,
            PhoneRead phone,
            @Nullable String company,
            @Nullable String code) {
        var printed = cell(nameField);
        String name;
        String key;
        switch (PrintedName.read(printed)) {
            case PrintedName.Valid(PersonName valid) -> {
                name = valid.value();
                key = valid.key();
            }
            case PrintedName.Masked masked -> {
                name = masked.raw().strip();
                key = masked.pattern();
                warn(nameField, RowFault.NAME_HIDDEN);
            }
            case PrintedName.Broken broken -> {
                error(nameField, Family.NAME.code(broken.fault()));
                return null;
            }
            case PrintedName.Absent absent -> {
                error(nameField, Family.NAME.code(qinqing.kernel.NameFault.EMPTY));
                return null;
            }
        }
        return new ListedPerson(
                role,
                name,
                key,
                id(idField),
                phone.text(),
                phone.phone(),
                shared.addressText(),
                shared.address(),
                shared.village(),
                company,
                code,
                shared.amount(),
                shared.startsOn(),
                shared.reference(),
                shared.note());
    }

    private PrintedId id(BeneficiaryField field) {
        var id = PrintedId.read(cell(field), today);
        switch (id) {
            case PrintedId.Valid valid -> {}
            case PrintedId.Broken broken -> find(Severity.WARNING, field, Family.ID.code(broken.fault()));
            case PrintedId.Masked masked -> warn(field, RowFault.ID_HIDDEN);
            case PrintedId.Absent absent -> warn(field, RowFault.ID_ABSENT);
        }
        return id;
    }

    private PhoneRead phone() {
        var text = cell(BeneficiaryField.PHONE);
        if (isNothing(text)) {
            return PhoneRead.NONE;
        }
        try {
            var phone = Phone.of(text);
            return new PhoneRead(phone.value(), phone);
        } catch (InvalidValue invalid) {
            find(Severity.WARNING, BeneficiaryField.PHONE, Family.PHONE.code(invalid.reason()));
            return new PhoneRead(kept(text), null);
        }
    }

    private @Nullable Address address(String text) {
        if (isNothing(text)) {
            return null;
        }
        try {
            return Address.of(text);
        } catch (InvalidValue invalid) {
            find(Severity.WARNING, BeneficiaryField.ADDRESS, Family.ADDRESS.code(invalid.reason()));
            return null;
        }
    }

    private String place() {
        if (placeColumns.length == 0) {
            return "";
        }
        if (placeColumns.length == 1) {
            return row.cell(placeColumns[0]);
        }
        var joined = new StringBuilder();
        for (int column : placeColumns) {
            joined.append(row.cell(column));
        }
        return joined.toString();
    }

    private @Nullable Village village(String placeText, String addressText) {
        return villages.find(placeText).or(() -> villages.find(addressText)).orElse(null);
    }

    private @Nullable String company() {
        var text = cell(BeneficiaryField.COMPANY_NAME);
        if (isNothing(text)) {
            return null;
        }
        if (text.codePointCount(0, text.length()) > LONGEST_COMPANY
                || !COMPANY_CHARACTERS.matcher(text).matches()
                || !PrivacyGate.findIn(text).isEmpty()) {
            error(BeneficiaryField.COMPANY_NAME, RowFault.COMPANY_NAME_NOT_A_NAME.name());
        }
        return text;
    }

    /** Kept in clear, so only what is one: some write the owner's ID number there. */
    private @Nullable String creditCode() {
        var text = cell(BeneficiaryField.CREDIT_CODE);
        if (isNothing(text)) {
            return null;
        }
        try {
            return CreditCode.of(text).value();
        } catch (InvalidValue invalid) {
            if (PrintedId.read(text, today) instanceof PrintedId.Valid) {
                warn(BeneficiaryField.CREDIT_CODE, RowFault.CREDIT_CODE_IS_AN_ID);
            } else {
                find(Severity.WARNING, BeneficiaryField.CREDIT_CODE, Family.CREDIT_CODE.code(invalid.reason()));
            }
            return null;
        }
    }

    private @Nullable BigDecimal amount() {
        if (!columns.containsKey(BeneficiaryField.AMOUNT)) {
            return null;
        }
        var text = cell(BeneficiaryField.AMOUNT);
        if (isNothing(text)) {
            warn(BeneficiaryField.AMOUNT, RowFault.AMOUNT_ABSENT);
            return null;
        }
        try {
            return inYuan(text);
        } catch (InvalidValue invalid) {
            if (invalid.reason() == MoneyFault.TOO_FINE) {
                return rounded(text);
            }
            error(BeneficiaryField.AMOUNT, Family.AMOUNT.code(invalid.reason()));
            return null;
        }
    }

    /** The unit of the header holds where the cell names none. */
    private BigDecimal inYuan(String text) {
        boolean namesUnit = text.indexOf('万') >= 0 || text.indexOf('亿') >= 0 || text.indexOf('元') >= 0;
        if (amountUnit.isEmpty() || namesUnit) {
            return Money.of(text).yuan();
        }
        if (amountUnit.equals("千元")) {
            // ten times as much in the unit the kernel knows, and a tenth of it
            var tenfold = Money.of(text + "万元").yuan();
            return new Money(tenfold.movePointLeft(1)).yuan();
        }
        return Money.of(text + amountUnit).yuan();
    }

    /** Thirds of a sum, as formulas leave them. */
    private @Nullable BigDecimal rounded(String text) {
        try {
            var digits = new BigDecimal(text.replace(",", "").strip());
            var yuan = digits.movePointRight(
                    switch (amountUnit) {
                        case "万元" -> 4;
                        case "亿元" -> 8;
                        case "千元" -> 3;
                        default -> 0;
                    });
            var money = new Money(yuan.setScale(LARGEST_FEN, RoundingMode.HALF_UP));
            warn(BeneficiaryField.AMOUNT, RowFault.AMOUNT_ROUNDED);
            return money.yuan();
        } catch (NumberFormatException | InvalidValue e) {
            error(BeneficiaryField.AMOUNT, Family.AMOUNT.code(MoneyFault.TOO_FINE));
            return null;
        }
    }

    private @Nullable LocalDate startsOn() {
        var text = cell(BeneficiaryField.STARTS_ON);
        if (text.isEmpty()) {
            return null;
        }
        switch (PrintedDay.read(text)) {
            case PrintedDay.Absent absent -> {
                return null;
            }
            case PrintedDay.Impossible impossible -> error(BeneficiaryField.STARTS_ON, RowFault.DATE_IMPOSSIBLE.name());
            case PrintedDay.NotADay notADay -> error(BeneficiaryField.STARTS_ON, RowFault.DATE_NOT_A_DAY.name());
            case PrintedDay.Valid(LocalDate day) -> {
                if (day.isAfter(today)) {
                    error(BeneficiaryField.STARTS_ON, RowFault.DATE_IN_FUTURE.name());
                } else if (day.isBefore(SINCE)) {
                    warn(BeneficiaryField.STARTS_ON, RowFault.DATE_BEFORE_2018);
                }
                return day;
            }
        }
        return null;
    }

    private BeneficiaryRole role() {
        var text = cell(BeneficiaryField.ROLE);
        if (text.isEmpty() || text.contains("自然人") || text.contains("个人")) {
            return BeneficiaryRole.NATURAL_PERSON;
        }
        if (text.contains("法定代表") || text.contains("法人")) {
            return BeneficiaryRole.LEGAL_REPRESENTATIVE;
        }
        if (text.contains("代理")) {
            return BeneficiaryRole.AGENT;
        }
        warn(BeneficiaryField.ROLE, RowFault.ROLE_UNKNOWN);
        return BeneficiaryRole.NATURAL_PERSON;
    }

    private @Nullable String reference() {
        var text = cell(BeneficiaryField.REFERENCE);
        if (text.isEmpty()) {
            return null;
        }
        if (text.length() > LONGEST_REFERENCE || !PrivacyGate.findIn(text).isEmpty()) {
            warn(BeneficiaryField.REFERENCE, RowFault.REFERENCE_NOT_KEPT);
            return null;
        }
        return text;
    }

    private @Nullable String note() {
        var text = cell(BeneficiaryField.NOTE);
        if (text.isEmpty()) {
            return null;
        }
        if (text.length() > LONGEST_NOTE || !PrivacyGate.findIn(text).isEmpty()) {
            warn(BeneficiaryField.NOTE, RowFault.NOTE_HOLDS_PERSONAL_DATA);
            return null;
        }
        return text;
    }

    private static @Nullable String kept(String text) {
        if (isNothing(text)) {
            return null;
        }
        return text.length() > LONGEST_KEPT ? text.substring(0, LONGEST_KEPT) : text;
    }

    private static boolean isNothing(String text) {
        return text.isEmpty() || text.length() == 1 && "/-—无".contains(text) || text.equals("暂无");
    }

    private String cell(BeneficiaryField field) {
        var column = columns.get(field);
        return column == null ? "" : row.cell(column.index());
    }

    private void warn(BeneficiaryField field, RowFault fault) {
        find(Severity.WARNING, field, fault.name());
    }

    private void error(BeneficiaryField field, String code) {
        find(Severity.ERROR, field, code);
    }

    private void find(Severity severity, BeneficiaryField field, String code) {
        bad |= severity == Severity.ERROR;
        var column = columns.get(field);
        findings.add(new RowFinding(severity, column == null ? null : column.header(), field, code));
    }
}
