package qinqing.disclosure;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.deadline.Deadline;
import qinqing.http.Uploads;
import qinqing.imports.ImportKind;
import qinqing.imports.ImportSheet;
import qinqing.imports.UnitNames;
import qinqing.jobs.JobKind;
import qinqing.jobs.JobRun;
import qinqing.jobs.Outcome;
import qinqing.kernel.Address;
import qinqing.kernel.Ids;
import qinqing.kernel.InvalidValue;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;
import qinqing.problem.ProblemException;
import qinqing.problem.Text;
import qinqing.spreadsheet.Row;
import qinqing.spreadsheet.SpreadsheetException;
import qinqing.vault.BlindIndex;
import qinqing.vault.Indexer;
import qinqing.vault.Sealer;
import qinqing.vault.Vault;

/**
 * Registers officials from a spreadsheet, one a row, with the columns of Annex 2 part 1 (A3.1) and the unit by name or division code.
 * The leader in charge is named by ID number, also one further down the table. Good rows are kept, others listed.
 */
@Singleton
class ImportOfficials implements JobKind {
    static final ImportKind KIND = new ImportKind("OFFICIALS", "disclosure.import-officials", "importOfficials");

    private static final int PAGE = 500;

    private final Uploads uploads;
    private final Vault vault;
    private final BlindIndex index;
    private final Ids ids;
    private final Clock clock;
    private final String countyCode;

    ImportOfficials(
            Uploads uploads,
            Vault vault,
            BlindIndex index,
            Ids ids,
            Clock clock,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.uploads = uploads;
        this.vault = vault;
        this.index = index;
        this.ids = ids;
        this.clock = clock;
        this.countyCode = countyCode;
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
            var reading = run.inTransaction(connection -> new Reading(run.id(), order, connection));
            var lines = rows.iterator();
            if (!lines.hasNext() || !reading.header(lines.next())) {
                return Outcome.fail("NO_HEADER", ImportSheet.NO_HEADER);
            }
            while (lines.hasNext()) {
                var page = new ArrayList<Row>(PAGE);
                while (page.size() < PAGE && lines.hasNext()) {
                    page.add(lines.next());
                }
                var good = page.stream()
                        .map(reading::read)
                        .flatMap(Optional::stream)
                        .toList();
                run.step(connection -> reading.write(connection, good));
                run.progress(reading.sheet.rowsRead(), Math.max(source.expectedRows(), reading.sheet.rowsRead()));
                if (run.shouldStop()) {
                    return Outcome.stopped();
                }
            }
            return Outcome.done(reading::nameLeaders);
        } catch (SpreadsheetException unreadable) {
            return Outcome.fail(unreadable.fault().name(), unreadable.fault().text());
        }
    }

    private record Candidate(long row, UUID id, UUID unit, RegisterEntry entry, String duties, SealedPerson person) {}

    private record Led(long row, UUID official, List<byte[]> leader) {}

    /** One attempt at one table. */
    private final class Reading {
        final ImportSheet sheet;
        private final Sealer sealer = vault.sealer();
        private final Indexer indexer = index.indexer();
        private final UnitNames units;
        private final Set<Token> known = new HashSet<>();
        private final Set<Token> seen = new HashSet<>();
        private final List<Led> led = new ArrayList<>();
        private final LocalDate today = LocalDate.ofInstant(clock.instant(), Deadline.ZONE);

        Reading(UUID importId, ImportSheet.Order order, Connection connection) throws SQLException {
            sheet = new ImportSheet(importId);
            units = UnitNames.read(connection, order.unit());
            try (var question =
                            connection.prepareStatement("select person_token from official where status = 'ACTIVE'");
                    var row = question.executeQuery()) {
                while (row.next()) {
                    known.add(new Token(row.getBytes(1)));
                }
            }
        }

        boolean header(Row row) {
            sheet.header(row);
            return sheet.has("姓名") && sheet.has("身份证号码", "身份证号") && sheet.has("单位", "单位名称", "单位编码");
        }

        Optional<Candidate> read(Row row) {
            sheet.read(1);
            var unit = unit(row);
            var rank = rank(row);
            var input = new RegisterEntry.Input(
                    sheet.cell(row, "姓名"),
                    Optional.ofNullable(sheet.cell(row, "性别"))
                            .flatMap(Sex::titled)
                            .orElse(null),
                    Optional.ofNullable(sheet.cell(row, "政治面貌"))
                            .flatMap(PoliticalStatus::titled)
                            .orElse(null),
                    sheet.cell(row, "身份证号码", "身份证号"),
                    sheet.cell(row, "手机号码", "手机", "联系电话"),
                    null,
                    null,
                    sheet.cell(row, "职务"),
                    sheet.cell(row, "职级"),
                    rank,
                    null,
                    is(sheet.cell(row, "是否纪检干部")),
                    is(sheet.cell(row, "是否市管领导干部", "市管领导干部")),
                    null);
            try {
                var entry = RegisterEntry.of(input, null, today);
                var address = address(sheet.cell(row, "户籍地址", "户籍所在地"));
                var duties = Optional.ofNullable(sheet.cell(row, "主管、分管或从事的具体工作", "具体工作", "分管工作"))
                        .orElse("");
                return unit == null ? bad() : candidate(row, unit, entry, duties, address);
            } catch (ProblemException wrong) {
                wrong.errors()
                        .forEach(
                                error -> sheet.error(row.number(), column(error.pointer()), "INVALID", error.detail()));
                return bad();
            } catch (InvalidValue wrong) {
                sheet.error(
                        row.number(),
                        "户籍地址",
                        wrong.code(),
                        new Text(wrong.reason().chinese(), wrong.reason().english()));
                return bad();
            }
        }

        private @Nullable String address(@Nullable String written) {
            return written == null ? null : Address.of(written).value();
        }

        private Optional<Candidate> candidate(
                Row row, UUID unit, RegisterEntry entry, String duties, @Nullable String address) {
            var id = ids.timeOrdered();
            var number = java.util.Objects.requireNonNull(entry.idNumber()).value();
            var phone = entry.phone() == null ? null : entry.phone().value();
            var person = SealedPerson.of(sealer, indexer, id, number, phone, address);
            var token = new Token(java.util.Objects.requireNonNull(person.personToken()));
            var isKnown = indexer.tokens(qinqing.vault.IndexPurpose.PERSON, number).stream()
                    .map(Token::new)
                    .anyMatch(known::contains);
            if (isKnown || !seen.add(token)) {
                sheet.error(
                        row.number(),
                        "身份证号码",
                        "DUPLICATE",
                        new Text("该身份证号码已登记", "This identity number is registered already"));
                sheet.duplicate(1);
                return bad();
            }
            lead(row, id);
            return Optional.of(new Candidate(row.number(), id, unit, entry, duties, person));
        }

        private void lead(Row row, UUID id) {
            var leader = sheet.cell(row, "分管领导身份证号码", "驻村领导身份证号码", "分管或驻村领导身份证号码");
            if (leader == null) {
                return;
            }
            try {
                var number = qinqing.kernel.IdNumber.of(leader, today).value();
                led.add(new Led(row.number(), id, indexer.tokens(qinqing.vault.IndexPurpose.PERSON, number)));
            } catch (InvalidValue wrong) {
                sheet.warning(
                        row.number(),
                        "分管领导身份证号码",
                        wrong.code(),
                        new Text(wrong.reason().chinese(), wrong.reason().english()));
                sheet.warned(1);
            }
        }

        private Optional<Candidate> bad() {
            sheet.bad(1);
            return Optional.empty();
        }

        private @Nullable UUID unit(Row row) {
            var coded = units.coded(sheet.cell(row, "单位编码", "区划代码"));
            if (coded.isPresent()) {
                return coded.get();
            }
            var found = units.named(Objects.requireNonNullElse(sheet.cell(row, "单位", "单位名称"), ""));
            if (found.size() == 1) {
                return found.iterator().next();
            }
            sheet.error(
                    row.number(),
                    "单位",
                    found.isEmpty() ? "UNKNOWN_UNIT" : "AMBIGUOUS_UNIT",
                    found.isEmpty()
                            ? new Text("您的管理范围内没有这个单位", "There is no such unit within yours")
                            : new Text(
                                    "有多个同名单位，请在前面写上级单位名称",
                                    "Several units have this name; put the parent's name in front"));
            return null;
        }

        private @Nullable Rank rank(Row row) {
            var written = sheet.cell(row, "人员类别", "报告主体类别");
            if (written == null) {
                return Rank.SECTION_STAFF;
            }
            for (var rank : Rank.values()) {
                if (rank.title().equals(written) || rank.name().equals(written)) {
                    return rank;
                }
            }
            return null;
        }

        private @Nullable Boolean is(@Nullable String written) {
            return written == null ? null : written.equals("是") || written.equalsIgnoreCase("true");
        }

        void write(Connection connection, List<Candidate> good) throws SQLException {
            try (var insert = connection.prepareStatement("""
                    insert into official (id, county_code, unit_id, name, name_key, sex, political_status, rank, post, grade, duties,
                                          inspection_staff, managed_above, id_number_sealed, person_token, phone_sealed, phone_token,
                                          address_sealed, address_token, status, status_since, created_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'ACTIVE', ?, ?)""")) {
                for (var one : good) {
                    var entry = one.entry();
                    var person = one.person();
                    int at = 0;
                    insert.setObject(++at, one.id());
                    insert.setString(++at, countyCode);
                    insert.setObject(++at, one.unit());
                    insert.setString(++at, entry.name().value());
                    insert.setString(++at, entry.name().key());
                    insert.setString(++at, entry.sex().name());
                    insert.setString(++at, entry.politicalStatus().name());
                    insert.setString(++at, entry.rank().name());
                    insert.setString(++at, entry.post());
                    insert.setString(++at, entry.grade());
                    insert.setString(++at, one.duties());
                    insert.setBoolean(++at, entry.inspectionStaff());
                    insert.setBoolean(++at, entry.managedAbove());
                    insert.setBytes(++at, person.idNumberSealed());
                    insert.setBytes(++at, person.personToken());
                    insert.setBytes(++at, person.phoneSealed());
                    insert.setBytes(++at, person.phoneToken());
                    insert.setBytes(++at, person.addressSealed());
                    insert.setBytes(++at, person.addressToken());
                    insert.setObject(++at, entry.since());
                    insert.setObject(++at, OffsetDateTime.now(clock));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            sheet.kept(good.size());
            sheet.write(connection);
        }

        /** Last of all: every official of the table is there now. */
        void nameLeaders(Connection connection) throws SQLException {
            try (var update = connection.prepareStatement("""
                    update official o set leader_id = l.id from official l
                    where o.id = ? and l.person_token = ? and l.status = 'ACTIVE' and l.id <> o.id""")) {
                for (var one : led) {
                    update.setObject(1, one.official());
                    var named = 0;
                    for (var token : one.leader()) {
                        update.setBytes(2, token);
                        named += update.executeUpdate();
                    }
                    if (named == 0) {
                        sheet.warning(
                                one.row(),
                                "分管领导身份证号码",
                                "UNKNOWN_LEADER",
                                new Text(
                                        "没有这名在职的党员干部，暂由上一级签署",
                                        "There is no such official in office; one level up signs"));
                        sheet.warned(1);
                    }
                }
            }
            sheet.write(connection);
        }
    }

    private static String column(String pointer) {
        return switch (pointer) {
            case "/name" -> "姓名";
            case "/idNumber" -> "身份证号码";
            case "/phone" -> "手机号码";
            case "/rank" -> "人员类别";
            case "/postTitle" -> "职务";
            case "/jobGrade" -> "职级";
            default -> pointer.substring(1);
        };
    }
}
