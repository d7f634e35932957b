package qinqing.linkage.engine;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import qinqing.linkage.field.Address;
import qinqing.linkage.field.AddressReader;
import qinqing.linkage.field.Hash;
import qinqing.linkage.field.Name;
import qinqing.linkage.field.Phone;
import qinqing.linkage.field.PrintedNumber;
import qinqing.linkage.field.Text;

/** Turns cells into what is compared. Thread-safe; equal names are one object. */
final class Reading {

    private static final int NAMES_KEPT = 2_000_000;

    final AddressReader addresses = new AddressReader();
    private final ConcurrentHashMap<String, Name> names = new ConcurrentHashMap<>();

    Subject subject(Relative r) {
        Address address = addresses.read(r.householdAddress());
        return new Subject(
                r.relativeId(),
                false,
                Hash.of(r.officialId()),
                Text.clean(r.relation()),
                name(r.name()),
                PrintedNumber.read(r.idNumber()),
                Phone.read(r.phone()),
                new Address[] {address},
                new @Nullable String[] {AddressReader.isUnclear(address) ? r.householdAddress() : null},
                sex(r.gender(), r.relation()),
                organisation(r.employer()),
                deceased(r));
    }

    Subject subject(Official o) {
        Address home = addresses.read(o.homeAddress());
        Address origin = addresses.read(o.nativeAddress());
        return new Subject(
                o.officialId(),
                true,
                Hash.of(o.officialId()),
                "本人",
                name(o.name()),
                PrintedNumber.read(o.idNumber()),
                Phone.read(o.phone()),
                new Address[] {home, origin},
                new @Nullable String[] {
                    AddressReader.isUnclear(home) ? o.homeAddress() : null,
                    AddressReader.isUnclear(origin) ? o.nativeAddress() : null
                },
                sex(o.gender(), ""),
                organisation(o.workUnit()),
                0);
    }

    /** The persons of a row. */
    void applicants(BeneficiaryRow row, Consumer<Applicant> out) {
        long list = Hash.of(row.listId());
        long company = organisation(row.companyName());
        String code = Text.clean(row.uscc());
        long uscc = Text.saysNothing(code) ? 0 : Hash.of(code.toUpperCase(java.util.Locale.ROOT)) | 1;
        int paid = date(row.payDate());
        Address address = addresses.read(row.address());
        String unclear = AddressReader.isUnclear(address) ? row.address() : null;
        boolean enterprise = row.rowType().contains("企")
                || row.rowType().contains("公司")
                || row.rowType().contains("单位");
        boolean personal = !enterprise || !row.idNumber().isBlank();
        if (personal
                && (!row.name().isBlank()
                        || !row.idNumber().isBlank()
                        || !row.phone().isBlank())
                && !isOrganisation(row.name())) {
            out.accept(new Applicant(
                    row.beneficiaryId(),
                    Role.BENEFICIARY,
                    list,
                    name(row.name()),
                    PrintedNumber.read(row.idNumber()),
                    Phone.read(row.phone()),
                    address,
                    unclear,
                    company,
                    uscc,
                    paid));
        }
        if (!row.legalRep().isBlank() || !row.legalRepId().isBlank()) {
            out.accept(new Applicant(
                    row.beneficiaryId(),
                    Role.LEGAL_REP,
                    list,
                    name(row.legalRep()),
                    PrintedNumber.read(row.legalRepId()),
                    enterprise ? Phone.read(row.phone()) : Phone.MISSING,
                    enterprise ? address : Address.MISSING,
                    enterprise ? unclear : null,
                    company,
                    uscc,
                    paid));
        }
        if (!row.agent().isBlank()
                || !row.agentId().isBlank()
                || !row.agentPhone().isBlank()) {
            out.accept(new Applicant(
                    row.beneficiaryId(),
                    Role.AGENT,
                    list,
                    name(row.agent()),
                    PrintedNumber.read(row.agentId()),
                    Phone.read(row.agentPhone()),
                    Address.MISSING,
                    null,
                    company,
                    uscc,
                    paid));
        }
    }

    private static boolean isOrganisation(String name) {
        return name.length() >= 5
                && List.of("公司", "合作社", "厂", "经营部", "农场", "商行", "工程队", "委员会", "中心", "服务部", "养殖场", "超市", "门市").stream()
                        .anyMatch(name::contains);
    }

    Name name(String cell) {
        if (cell.isEmpty()) {
            return Name.MISSING;
        }
        Name known = names.get(cell);
        if (known != null) {
            return known;
        }
        Name read = Name.read(cell);
        if (names.size() < NAMES_KEPT) {
            Name before = names.putIfAbsent(cell, read);
            return before == null ? read : before;
        }
        return read;
    }

    /** No more names will come. */
    void close() {
        names.clear();
    }

    static long organisation(String cell) {
        String clean = Text.clean(cell).replaceAll("[()\\s\"“”]", "");
        if (Text.saysNothing(clean) || clean.length() < 3) {
            return 0;
        }
        String core = clean.replaceAll("(有限责任公司|股份有限公司|有限公司|公司|股份合作社|专业合作社|合作社)$", "");
        return Hash.of(core.length() >= 2 ? core : clean) | 1;
    }

    private static int sex(String gender, String relation) {
        String g = Text.clean(gender);
        if (g.startsWith("男") || g.equals("1") || g.equalsIgnoreCase("M") || g.equalsIgnoreCase("male")) {
            return 1;
        }
        if (g.startsWith("女")
                || g.equals("2")
                || g.equals("0")
                || g.equalsIgnoreCase("F")
                || g.equalsIgnoreCase("female")) {
            return 0;
        }
        String r = Text.clean(relation);
        if (r.contains("母")
                || r.contains("女儿")
                || r.contains("妻")
                || r.contains("姐")
                || r.contains("妹")
                || r.contains("媳")) {
            return 0;
        }
        if (r.contains("父")
                || r.contains("儿子")
                || r.contains("丈夫")
                || r.contains("兄")
                || r.contains("弟")
                || r.contains("女婿")) {
            return 1;
        }
        return -1;
    }

    private static int deceased(Relative r) {
        int day = date(r.deceasedDate());
        String status = Text.clean(r.status());
        return day > 0 ? day : status.contains("去世") || status.contains("死亡") || status.contains("已故") ? 1 : 0;
    }

    /** yyyymmdd of the usual spellings and of a spreadsheet's day number; 0 if there is none. */
    static int date(String cell) {
        String text = Text.clean(cell);
        int[] parts = new int[3];
        int n = 0;
        int digits = 0;
        for (int i = 0; i < text.length() && n < 3; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (digits < 8) {
                    parts[n] = parts[n] * 10 + c - '0';
                }
                digits++;
            } else if (digits > 0) {
                n++;
                digits = 0;
            }
        }
        if (parts[0] > 18_000_000 && parts[0] < 21_100_000) {
            return parts[0];
        }
        if (parts[0] > 180_000 && parts[0] < 211_300) {
            return parts[0] * 100 + 1;
        }
        if (parts[0] > 1800 && parts[0] < 2110) {
            return parts[0] * 10_000 + Math.clamp(parts[1], 1, 12) * 100 + Math.clamp(parts[2], 1, 31);
        }
        if (parts[0] > 20_000 && parts[0] < 80_000 && parts[1] == 0) {
            java.time.LocalDate day = java.time.LocalDate.of(1899, 12, 30).plusDays(parts[0]);
            return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
        }
        return 0;
    }
}
