package qinqing.invitation;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.deadline.Deadline;
import qinqing.http.Uploads;
import qinqing.identity.Invitations;
import qinqing.identity.Invitations.Duty;
import qinqing.identity.Invitations.Invitee;
import qinqing.identity.Invitations.Result;
import qinqing.imports.ImportKind;
import qinqing.imports.ImportSheet;
import qinqing.imports.UnitNames;
import qinqing.jobs.JobKind;
import qinqing.jobs.JobRun;
import qinqing.jobs.Outcome;
import qinqing.kernel.IdNumber;
import qinqing.kernel.InvalidValue;
import qinqing.kernel.PersonName;
import qinqing.kernel.Phone;
import qinqing.problem.Text;
import qinqing.spreadsheet.Row;
import qinqing.spreadsheet.SpreadsheetException;
import qinqing.vault.Vault;

/**
 * Invites the people of a spreadsheet: 姓名, 手机号, 角色, 单位 (name, path or code), and 身份证号码 where there is one. A person
 * with several roles stands in several rows, or in one that names them all. Good rows are kept, others listed. An interrupted attempt goes on
 * after the pages that were committed, told by the codes they left.
 */
@Singleton
class ImportAccounts implements JobKind {
    static final ImportKind KIND = new ImportKind("ACCOUNTS", "invitation.import-accounts", "importAccounts");
    static final int MOST_ROWS = 20_000;

    private static final int PAGE = 200;
    private static final String PHONE = "手机号";
    private static final String UNIT = "单位";
    private static final String ROLE = "角色";

    private final Uploads uploads;
    private final Vault vault;
    private final Invitations invitations;
    private final InvitationCodes codes;
    private final FindsOfficials officials;
    private final Clock clock;

    ImportAccounts(
            Uploads uploads,
            Vault vault,
            Invitations invitations,
            InvitationCodes codes,
            FindsOfficials officials,
            Clock clock) {
        this.uploads = uploads;
        this.vault = vault;
        this.invitations = invitations;
        this.codes = codes;
        this.officials = officials;
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
        var admin =
                new Actor(order.account(), run.requestedBy().orElse(null), Role.ADMIN, order.unit(), null, Set.of());
        try (var source = ImportSheet.open(uploads, vault, order.upload());
                var rows = source.rows()) {
            var reading = run.inTransaction(connection -> new Reading(run.id(), admin, connection));
            var lines = rows.iterator();
            if (!lines.hasNext() || !reading.header(lines.next())) {
                return Outcome.fail("NO_HEADER", ImportSheet.NO_HEADER);
            }
            while (lines.hasNext()) {
                if (reading.sheet.rowsRead() == MOST_ROWS) {
                    return Outcome.fail(
                            "TOO_MANY_ROWS",
                            new Text("一次最多导入 20000 行，请拆分后上传", "At most 20000 rows at once, please split the table"));
                }
                reading.read(lines.next());
            }
            var people = List.copyOf(reading.people.values());
            for (int from = 0; from < people.size(); from += PAGE) {
                var page = people.subList(from, Math.min(people.size(), from + PAGE));
                run.step(connection -> reading.invite(connection, page));
                run.progress(from + page.size(), people.size());
                if (run.shouldStop()) {
                    return Outcome.stopped();
                }
            }
            return Outcome.done(reading.sheet::write);
        } catch (SpreadsheetException unreadable) {
            return Outcome.fail(unreadable.fault().name(), unreadable.fault().text());
        }
    }

    /** Everything the table says of one phone. */
    private static final class Person {
        final PersonName name;
        final Phone phone;
        final List<Long> rows = new ArrayList<>();
        final Set<Duty> duties = new LinkedHashSet<>();
        Optional<IdNumber> idNumber = Optional.empty();

        Person(PersonName name, Phone phone) {
            this.name = name;
            this.phone = phone;
        }

        FindsOfficials.Person sought() {
            return new FindsOfficials.Person(name, phone, idNumber);
        }
    }

    /** One attempt at one table. */
    private final class Reading {
        final ImportSheet sheet;
        final Map<String, Person> people = new LinkedHashMap<>();
        private final UUID importId;
        private final Actor admin;
        private final UnitNames units;
        private final Set<Integer> before = new HashSet<>();
        private final Set<UUID> bound = new HashSet<>();
        private final LocalDate today = LocalDate.ofInstant(clock.instant(), Deadline.ZONE);

        Reading(UUID importId, Actor admin, Connection connection) throws SQLException {
            this.importId = importId;
            this.admin = admin;
            sheet = new ImportSheet(importId);
            units = UnitNames.read(connection, null);
            try (var question =
                    connection.prepareStatement("select row_number from invitation_code where import_id = ?")) {
                question.setObject(1, importId);
                try (var row = question.executeQuery()) {
                    while (row.next()) {
                        before.add(row.getInt(1));
                    }
                }
            }
            try (var question = connection.prepareStatement(
                            "select official_id from account where official_id is not null and status <> 'DISABLED'");
                    var row = question.executeQuery()) {
                while (row.next()) {
                    bound.add(row.getObject(1, UUID.class));
                }
            }
        }

        boolean header(Row row) {
            sheet.header(row);
            return sheet.has("姓名") && sheet.has(PHONE, "手机号码") && sheet.has(ROLE) && sheet.has(UNIT, "单位名称", "单位编码");
        }

        void read(Row row) {
            sheet.read(1);
            var name = name(row);
            var phone = phone(row);
            var unit = unit(row);
            var roles = roles(row);
            if (name == null || phone == null || unit == null || roles.isEmpty()) {
                sheet.bad(1);
                return;
            }
            var person = people.computeIfAbsent(phone.value(), key -> new Person(name, phone));
            if (!person.name.key().equals(name.key())) {
                sheet.error(
                        row.number(),
                        "姓名",
                        "NAME_DIFFERS",
                        new Text("同一手机号的姓名不一致", "The same phone stands with another name further up"));
                sheet.bad(1);
                return;
            }
            person.rows.add(row.number());
            roles.forEach(role -> person.duties.add(new Duty(role, unit)));
            idNumber(row).ifPresent(number -> person.idNumber = Optional.of(number));
        }

        private @Nullable PersonName name(Row row) {
            var written = sheet.cell(row, "姓名");
            try {
                return PersonName.of(written == null ? "" : written);
            } catch (InvalidValue wrong) {
                fault(row, "姓名", wrong);
                return null;
            }
        }

        private @Nullable Phone phone(Row row) {
            var written = sheet.cell(row, PHONE, "手机号码");
            try {
                return Phone.of(written == null ? "" : written);
            } catch (InvalidValue wrong) {
                fault(row, PHONE, wrong);
                return null;
            }
        }

        private void fault(Row row, String column, InvalidValue wrong) {
            sheet.error(
                    row.number(),
                    column,
                    wrong.code(),
                    new Text(wrong.reason().chinese(), wrong.reason().english()));
        }

        /** A wrong one is no reason to leave a person out: it only helps to find the official. */
        private Optional<IdNumber> idNumber(Row row) {
            var written = sheet.cell(row, "身份证号码", "身份证号");
            if (written == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(IdNumber.of(written, today));
            } catch (InvalidValue wrong) {
                sheet.warning(
                        row.number(),
                        "身份证号码",
                        wrong.code(),
                        new Text(wrong.reason().chinese(), wrong.reason().english()));
                sheet.warned(1);
                return Optional.empty();
            }
        }

        private @Nullable UUID unit(Row row) {
            var coded = units.coded(sheet.cell(row, "单位编码", "区划代码"));
            if (coded.isPresent()) {
                return coded.get();
            }
            var written = Objects.requireNonNullElse(sheet.cell(row, UNIT, "单位名称"), "");
            var byCode = units.coded(written);
            var found = byCode.map(Set::of).orElseGet(() -> units.named(written));
            if (found.size() == 1) {
                return found.iterator().next();
            }
            sheet.error(
                    row.number(),
                    UNIT,
                    found.isEmpty() ? "UNKNOWN_UNIT" : "AMBIGUOUS_UNIT",
                    found.isEmpty()
                            ? new Text("没有这个单位", "There is no such unit")
                            : new Text(
                                    "有多个同名单位，请写明上级单位，如“新妙镇/两桂村”",
                                    "Several units have this name; put the parent's name in front"));
            return null;
        }

        private Set<Role> roles(Row row) {
            var roles = new LinkedHashSet<Role>();
            var written = Objects.requireNonNullElse(sheet.cell(row, ROLE), "");
            for (var one : written.split("[、,，;；\\s]+")) {
                var role = RoleTitle.read(one);
                if (role.isEmpty()) {
                    sheet.error(
                            row.number(),
                            ROLE,
                            "UNKNOWN_ROLE",
                            new Text("没有这个角色，可填党员干部、工作人员、签署人、核查人、监督员、县级监督员、管理员", "There is no such role"));
                    return Set.of();
                }
                roles.add(role.get());
            }
            return roles;
        }

        /** In one transaction: accounts, codes, findings and counts of a page. */
        void invite(Connection connection, List<Person> page) throws SQLException {
            var fresh = new ArrayList<Person>();
            for (var person : page) {
                if (person.rows.stream().anyMatch(row -> before.contains(row.intValue()))) {
                    sheet.kept(person.rows.size());
                } else {
                    fresh.add(person);
                }
            }
            var found = officials.find(
                    connection, fresh.stream().map(Person::sought).toList());
            var invitees = new ArrayList<Invitee>();
            for (int i = 0; i < fresh.size(); i++) {
                invitees.add(invitee(fresh.get(i), found.get(i)));
            }
            var results = invitations.invite(connection, admin, invitees);
            var lines = new ArrayList<InvitationCodes.Line>();
            for (int i = 0; i < fresh.size(); i++) {
                tell(fresh.get(i), results.get(i)).ifPresent(lines::add);
            }
            codes.keep(connection, importId, lines);
            sheet.write(connection);
        }

        /** One account per official: who has one already is not bound again. */
        private Invitee invitee(Person person, Optional<UUID> found) {
            var official = found.filter(bound::add);
            if (official.isEmpty() && person.duties.stream().anyMatch(duty -> duty.role() == Role.OFFICIAL)) {
                sheet.warning(
                        person.rows.getFirst(),
                        PHONE,
                        "NO_OFFICIAL",
                        new Text(
                                "未能唯一对应到已登记的党员干部，请在账号中指定",
                                "No single registered official fits; please name one in the account"));
                sheet.warned(1);
            }
            return new Invitee(person.name.value(), person.phone, Set.copyOf(person.duties), official);
        }

        private Optional<InvitationCodes.Line> tell(Person person, Result result) {
            return switch (result) {
                case Result.Invited(UUID account, String code, Instant expiresAt) -> {
                    sheet.kept(person.rows.size());
                    yield Optional.of(
                            new InvitationCodes.Line(person.rows.getFirst(), account, cells(person, code, expiresAt)));
                }
                case Result.PhoneTaken() -> {
                    sheet.duplicate(person.rows.size());
                    yield refuse(person, PHONE, "PHONE_TAKEN", "该手机号已有账号", "This phone has an account already");
                }
                case Result.RolesNotAllowed() ->
                    refuse(
                            person,
                            ROLE,
                            "ROLES_NOT_ALLOWED",
                            "纪检干部不得担任平台工作人员（A6.1），系统和匿名角色不能分配给个人",
                            "Inspection staff may not be data-entry clerks (A6.1); some roles are not for people");
            };
        }

        private Optional<InvitationCodes.Line> refuse(Person person, String column, String code, String zh, String en) {
            person.rows.forEach(row -> sheet.error(row, column, code, new Text(zh, en)));
            sheet.bad(person.rows.size());
            return Optional.empty();
        }

        private List<String> cells(Person person, String code, Instant expiresAt) {
            var duties = person.duties.stream()
                    .map(duty -> units.name(duty.unitId()) + " " + duty.role())
                    .collect(Collectors.joining("；"));
            return Stream.of(
                            person.name.value(),
                            person.phone.value(),
                            duties,
                            code,
                            LocalDate.ofInstant(expiresAt, Deadline.ZONE).toString())
                    .toList();
        }
    }
}
