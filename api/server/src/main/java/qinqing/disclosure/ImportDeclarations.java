package qinqing.disclosure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.annex2.Annex2;
import qinqing.annex2.Covered;
import qinqing.annex2.DraftInput;
import qinqing.annex2.FilingRule;
import qinqing.annex2.IdAbsence;
import qinqing.annex2.ReadsDraft;
import qinqing.deadline.Deadline;
import qinqing.http.Uploads;
import qinqing.imports.ImportKind;
import qinqing.imports.ImportSheet;
import qinqing.jobs.JobKind;
import qinqing.jobs.JobRun;
import qinqing.jobs.Outcome;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Ids;
import qinqing.kernel.InvalidValue;
import qinqing.kernel.Kinship;
import qinqing.kernel.PersonName;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.Text;
import qinqing.spreadsheet.Row;
import qinqing.spreadsheet.SpreadsheetException;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Indexer;
import qinqing.vault.Sealer;
import qinqing.vault.Vault;

/**
 * Files declarations that were signed on paper, from a spreadsheet with one relative a row (A3.2), the rows of an official together and
 * told by the official's ID number. Each official's rows become one declaration that waits for its signer (A5), or none when one of
 * them is wrong, since a declaration without a relative would be a false one.
 */
@Singleton
class ImportDeclarations implements JobKind {
    static final ImportKind KIND =
            new ImportKind("DECLARATIONS", "disclosure.import-declarations", "importDeclarations");

    private static final int PAGE = 200;

    private final Uploads uploads;
    private final Vault vault;
    private final BlindIndex index;
    private final ObjectMapper json;
    private final Ids ids;
    private final Clock clock;

    ImportDeclarations(Uploads uploads, Vault vault, BlindIndex index, ObjectMapper json, Ids ids, Clock clock) {
        this.uploads = uploads;
        this.vault = vault;
        this.index = index;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public String name() {
        return KIND.job();
    }

    @Override
    public Outcome run(JobRun run) throws Exception {
        var order = run.inTransaction(connection -> {
            ImportSheet.forget(connection, run.id());
            return ImportSheet.Order.of(connection, run.id());
        });
        try (var source = ImportSheet.open(uploads, vault, order.upload());
                var rows = source.rows()) {
            var filing = run.inTransaction(
                    connection -> new Filing(run.id(), RegisterSnapshot.read(connection, order.unit(), run.id())));
            var lines = rows.iterator();
            if (!lines.hasNext() || !filing.header(lines.next())) {
                return Outcome.fail("NO_HEADER", ImportSheet.NO_HEADER);
            }
            var groups = new Groups(lines, filing);
            while (groups.hasNext()) {
                var page = new ArrayList<Filed>();
                for (int i = 0; i < PAGE && groups.hasNext(); i++) {
                    filing.file(groups.next()).ifPresent(page::add);
                }
                run.step(connection -> filing.write(connection, page));
                run.progress(filing.sheet.rowsRead(), Math.max(source.expectedRows(), filing.sheet.rowsRead()));
                if (run.shouldStop()) {
                    return Outcome.stopped();
                }
            }
            return Outcome.done();
        } catch (SpreadsheetException unreadable) {
            return Outcome.fail(unreadable.fault().name(), unreadable.fault().text());
        }
    }

    /** Neighbouring rows with the same declarant. */
    private static final class Groups implements Iterator<List<Row>> {
        private final Iterator<Row> rows;
        private final Filing filing;
        private @Nullable Row next;

        Groups(Iterator<Row> rows, Filing filing) {
            this.rows = rows;
            this.filing = filing;
            this.next = rows.hasNext() ? rows.next() : null;
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public List<Row> next() {
            var group = new ArrayList<Row>();
            var first = Objects.requireNonNull(next);
            var key = filing.declarantOf(first);
            while (next != null && Objects.equals(key, filing.declarantOf(next))) {
                group.add(next);
                next = rows.hasNext() ? rows.next() : null;
            }
            return group;
        }
    }

    /** A declaration ready to be written. */
    private record Filed(
            int rows, UUID id, RegisterSnapshot.Entry official, Annex2 content, Signatory signatory, byte[] sealed) {}

    /** One attempt at one table. */
    private final class Filing {
        final ImportSheet sheet;
        private final RegisterSnapshot register;
        private final Sealer sealer = vault.sealer();
        private final Indexer indexer = index.indexer();
        private final HashSet<String> done = new HashSet<>();
        private final LocalDate today = LocalDate.ofInstant(clock.instant(), Deadline.ZONE);

        Filing(UUID importId, RegisterSnapshot register) {
            this.sheet = new ImportSheet(importId);
            this.register = register;
        }

        boolean header(Row row) {
            sheet.header(row);
            return sheet.has("报告人身份证号码", "报告人身份证号") && sheet.has("姓名") && sheet.has("亲属关系");
        }

        @Nullable
        String declarantOf(Row row) {
            return sheet.cell(row, "报告人身份证号码", "报告人身份证号");
        }

        Optional<Filed> file(List<Row> group) {
            sheet.read(group.size());
            var first = group.getFirst();
            try {
                var written = declarantOf(first);
                var number = IdNumber.of(written == null ? "" : written, today).value();
                if (!done.add(number)) {
                    return refuse(group, "SPLIT", "同一报告人的行须连在一起", "The rows of one declarant must stand together");
                }
                var official = indexer.tokens(IndexPurpose.PERSON, number).stream()
                        .map(Token::new)
                        .map(register::byToken)
                        .flatMap(Optional::stream)
                        .findFirst();
                return official.isEmpty()
                        ? refuse(
                                group,
                                "UNKNOWN_OFFICIAL",
                                "您的管理范围内没有登记这名党员干部",
                                "No such official is registered within yours")
                        : file(group, official.get(), number);
            } catch (InvalidValue wrong) {
                return refuse(
                        group,
                        wrong.code(),
                        wrong.reason().chinese(),
                        wrong.reason().english());
            }
        }

        private Optional<Filed> file(List<Row> group, RegisterSnapshot.Entry official, String number) {
            if (official.filedBefore()) {
                sheet.kept(group.size());
                return Optional.empty();
            }
            if (official.managedAbove()) {
                return refuse(
                        group,
                        "CITY_MANAGED",
                        "市管领导干部暂不纳入报告范围（A1.6）",
                        "Officials managed by the city are excluded (A1.6)");
            }
            if (official.underWay()) {
                return refuse(group, "UNDER_WAY", "已有报告待签署或者待录入", "A declaration is under way");
            }
            var content = read(group, official, number);
            if (content == null) {
                sheet.bad(group.size());
                return Optional.empty();
            }
            var tokens = content.relatives().stream()
                    .map(Annex2.Relative::idNumber)
                    .filter(Objects::nonNull)
                    .flatMap(id -> indexer.tokens(IndexPurpose.PERSON, id).stream())
                    .map(Token::new)
                    .toList();
            var signatory = register.signatoryOf(official, tokens);
            if (signatory instanceof Signatory.Nobody(SigningRule rule)) {
                return refuse(
                        group,
                        "NO_SIGNER",
                        "应由" + rule.title() + "签署意见，但登记中没有可以签署的人员（" + rule.requirement() + "）",
                        "Nobody who may sign is registered (" + rule.requirement() + ")");
            }
            var id = ids.timeOrdered();
            sheet.kept(group.size());
            return Optional.of(
                    new Filed(group.size(), id, official, content, signatory, sealed(content, official, id)));
        }

        private Optional<Filed> refuse(List<Row> group, String code, String zh, String en) {
            group.forEach(row -> sheet.error(row.number(), "报告人身份证号码", code, new Text(zh, en)));
            sheet.bad(group.size());
            return Optional.empty();
        }

        private @Nullable Annex2 read(List<Row> group, RegisterSnapshot.Entry official, String number) {
            var declarant = declarant(official, number);
            var before = new Annex2(declarant, List.of(), List.of());
            int faults = 0;
            var inputs = new ArrayList<DraftInput.@Nullable RelativeInput>();
            for (var row : group) {
                for (var defect : row.defects()) {
                    sheet.error(row.number(), null, "DEFECT", defect.reason());
                    faults++;
                }
                inputs.add(relative(row));
            }
            try {
                var content =
                        new ReadsDraft(before, today, ids::timeOrdered).read(new DraftInput(null, inputs, List.of()));
                var filing = new FilingRule.Filing(content, official.name(), number, today);
                var missing = FilingRule.missing(filing);
                report(group, missing, true);
                report(group, FilingRule.warnings(filing), false);
                return missing.isEmpty() && faults == 0 ? content : null;
            } catch (ProblemException wrong) {
                report(group, wrong.errors(), true);
                return null;
            }
        }

        private Annex2.Declarant declarant(RegisterSnapshot.Entry official, String number) {
            return new Annex2.Declarant(
                    official.sex(),
                    official.politicalStatus(),
                    official.post(),
                    official.grade(),
                    official.duties().isEmpty() ? null : official.duties(),
                    official.inspectionStaff(),
                    number,
                    official.addressSealed() == null
                            ? null
                            : sealer.open(FieldKind.ADDRESS, official.addressSealed(), official.id()),
                    official.phoneSealed() == null
                            ? null
                            : sealer.open(FieldKind.PHONE, official.phoneSealed(), official.id()));
        }

        private DraftInput.RelativeInput relative(Row row) {
            var kinship = sheet.cell(row, "亲属关系", "与报告人关系");
            var id = sheet.cell(row, "身份证号码", "身份证号", "亲属身份证号码");
            var note = sheet.cell(row, "备注");
            var found = kinship == null ? Optional.<Kinship>empty() : Kinship.titled(kinship);
            var address = sheet.cell(row, "户籍地址");
            return new DraftInput.RelativeInput(
                    null,
                    sheet.cell(row, "姓名"),
                    Optional.ofNullable(sheet.cell(row, "性别"))
                            .flatMap(Sex::titled)
                            .orElse(null),
                    found.orElse(null),
                    found.filter(Kinship.OTHER_SUPPORT_TIE::equals).isPresent()
                            ? Objects.requireNonNullElse(note, "备注未说明")
                            : null,
                    Optional.ofNullable(sheet.cell(row, "政治面貌"))
                            .flatMap(PoliticalStatus::titled)
                            .orElse(null),
                    sheet.cell(row, "单位", "工作单位"),
                    sheet.cell(row, "职务"),
                    id,
                    id == null ? absence(note) : null,
                    sheet.cell(row, "手机号码", "手机", "联系电话"),
                    address,
                    residence(row, address),
                    note);
        }

        /** 居住地 by its code, or the village that the address names. */
        private @Nullable String residence(Row row, @Nullable String address) {
            var code = sheet.cell(row, "居住地区划代码", "区划代码");
            return code != null ? code : address == null ? null : register.villageIn(address);
        }

        private @Nullable IdAbsence absence(@Nullable String note) {
            if (note == null) {
                return null;
            }
            if (note.contains("去世") || note.contains("死亡")) {
                return IdAbsence.DECEASED;
            }
            if (note.contains("外国") || note.contains("外籍")) {
                return IdAbsence.FOREIGN_NATIONAL;
            }
            if (note.contains("未办")) {
                return IdAbsence.NOT_ISSUED;
            }
            return note.contains("不掌握") || note.contains("不详") || note.contains("不清楚")
                    ? IdAbsence.UNKNOWN_TO_DECLARANT
                    : null;
        }

        /** Pointers of the form to rows of the table; what concerns the declarant stands with the first row. */
        private void report(List<Row> group, List<FieldError> errors, boolean hinder) {
            for (var error : errors) {
                var parts = error.pointer().split("/");
                boolean ofRelative = parts.length > 2 && parts[1].equals("relatives");
                var row = ofRelative ? group.get(Integer.parseInt(parts[2])) : group.getFirst();
                var column = COLUMNS.getOrDefault(parts[parts.length - 1], parts[parts.length - 1]);
                var code = hinder ? "INVALID" : "IMPLAUSIBLE";
                var shown = ofRelative ? column : "报告人：" + column;
                if (hinder) {
                    sheet.error(row.number(), shown, code, error.detail());
                } else {
                    sheet.warning(row.number(), shown, code, error.detail());
                    sheet.warned(1);
                }
            }
        }

        private byte[] sealed(Annex2 content, RegisterSnapshot.Entry official, UUID id) {
            try {
                var signed = new Filings.Signed(content.declarant(), Filings.PLEDGE, official.name());
                return sealer.seal(FieldKind.DOCUMENT, json.writeValueAsString(signed), id);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a declaration could not be written as JSON");
            }
        }

        void write(Connection connection, List<Filed> page) throws SQLException {
            var now = OffsetDateTime.now(clock);
            try (var declaration = connection.prepareStatement("""
                            insert into declaration (id, county_code, official_id, unit_id, second_unit_id, number, previous_id, status,
                                                     content_sealed, relatives, cause, submitted_at, pledged_at, signer_id, signing_rule,
                                                     import_id, created_at)
                            values (?, ?, ?, ?, ?, ?, ?, 'SUBMITTED', ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
                    var relative = connection.prepareStatement("""
                            insert into relative (id, county_code, unit_id, declaration_id, official_id, position, kinship, tie, name,
                                                  name_key, sex, political_status, employer, post, id_number_sealed, person_token,
                                                  id_absent_reason, birth_token, phone_sealed, phone_token, address_sealed, address_token,
                                                  address_public, village_code, note, previous_id)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                                    (select r.id from relative r where r.declaration_id = ? and r.person_token = ? limit 1))""")) {
                for (var filed : page) {
                    declaration(declaration, filed, now);
                    int position = 0;
                    for (var read : filed.content().relatives()) {
                        relative(relative, filed, read, position++);
                    }
                }
                declaration.executeBatch();
                relative.executeBatch();
            }
            try (var drop = connection.prepareStatement("delete from declaration_draft where official_id = any (?)")) {
                drop.setArray(
                        1,
                        connection.createArrayOf(
                                "uuid",
                                page.stream()
                                        .map(filed -> filed.official().id())
                                        .toArray()));
                drop.executeUpdate();
            }
            sheet.write(connection);
        }

        private void declaration(PreparedStatement insert, Filed filed, OffsetDateTime now) throws SQLException {
            var official = filed.official();
            int at = 0;
            insert.setObject(++at, filed.id());
            insert.setString(++at, official.countyCode());
            insert.setObject(++at, official.id());
            insert.setObject(++at, official.recipients().getFirst());
            insert.setObject(
                    ++at,
                    official.recipients().size() > 1 ? official.recipients().get(1) : null,
                    Types.OTHER);
            insert.setInt(++at, official.lastNumber() + 1);
            insert.setObject(++at, official.inForce(), Types.OTHER);
            insert.setBytes(++at, filed.sealed());
            insert.setInt(++at, filed.content().relatives().size());
            insert.setString(++at, official.inForce() == null ? null : AmendmentCause.CORRECTION.name());
            insert.setObject(++at, now);
            insert.setObject(++at, now);
            insert.setObject(++at, filed.signatory().signer().orElse(null), Types.OTHER);
            insert.setString(++at, filed.signatory().rule().name());
            insert.setObject(++at, register.importId());
            insert.setObject(++at, now);
            insert.addBatch();
        }

        private void relative(PreparedStatement insert, Filed filed, Annex2.Relative read, int position)
                throws SQLException {
            var id = ids.timeOrdered();
            var person = SealedPerson.of(sealer, indexer, id, read.idNumber(), read.phone(), read.householdAddress());
            int at = 0;
            insert.setObject(++at, id);
            insert.setString(++at, filed.official().countyCode());
            insert.setObject(++at, filed.official().recipients().getFirst());
            insert.setObject(++at, filed.id());
            insert.setObject(++at, filed.official().id());
            insert.setInt(++at, position);
            insert.setString(++at, Objects.requireNonNull(read.kinship()).name());
            insert.setString(++at, read.tie());
            insert.setString(++at, read.name());
            insert.setString(++at, new PersonName(read.name()).key());
            insert.setString(++at, Relative.sexOf(read).name());
            insert.setString(
                    ++at,
                    read.politicalStatus() == null
                            ? null
                            : read.politicalStatus().name());
            insert.setString(++at, read.employer());
            insert.setString(++at, read.postTitle());
            insert.setBytes(++at, person.idNumberSealed());
            insert.setBytes(++at, person.personToken());
            insert.setString(
                    ++at, read.idAbsence() == null ? null : read.idAbsence().name());
            insert.setBytes(++at, person.birthToken());
            insert.setBytes(++at, person.phoneSealed());
            insert.setBytes(++at, person.phoneToken());
            insert.setBytes(++at, person.addressSealed());
            insert.setBytes(++at, person.addressToken());
            insert.setString(++at, Covered.address(read.householdAddress()));
            insert.setString(++at, read.residenceDivision());
            insert.setString(++at, read.note());
            insert.setObject(++at, filed.official().inForce(), Types.OTHER);
            insert.setBytes(++at, person.personToken());
            insert.addBatch();
        }
    }

    private static final java.util.Map<String, String> COLUMNS = java.util.Map.ofEntries(
            java.util.Map.entry("name", "姓名"),
            java.util.Map.entry("sex", "性别"),
            java.util.Map.entry("kinship", "亲属关系"),
            java.util.Map.entry("politicalStatus", "政治面貌"),
            java.util.Map.entry("employer", "单位"),
            java.util.Map.entry("postTitle", "职务"),
            java.util.Map.entry("idNumber", "身份证号码"),
            java.util.Map.entry("phone", "手机号码"),
            java.util.Map.entry("householdAddress", "户籍地址"),
            java.util.Map.entry("duties", "从事的具体工作"),
            java.util.Map.entry("note", "备注"));
}
