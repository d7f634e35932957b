package qinqing.unit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import qinqing.actor.Actor;
import qinqing.audit.Audit;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.spreadsheet.Limits;
import qinqing.spreadsheet.Scratch;
import qinqing.spreadsheet.SpreadsheetException;
import qinqing.spreadsheet.SpreadsheetSource;
import qinqing.vault.Vault;

/** Takes whole lists of units in (A1.5): a spreadsheet, Annex 1, or the county's townships and villages. */
@ApplicationScoped
class UnitImports {
    /** A county has some 500 units and a few thousand groups; more is another kind of list. */
    static final int ROWS = 5_000;

    private static final String SEVERITY = "ERROR";

    private final UnitRepository repository;
    private final Audit audit;
    private final Vault vault;
    private final Clock clock;
    private final Ids ids;
    private final String countyCode;

    UnitImports(
            UnitRepository repository,
            Audit audit,
            Vault vault,
            Clock clock,
            Ids ids,
            @ConfigProperty(name = "qinqing.county-code") String countyCode) {
        this.repository = repository;
        this.audit = audit;
        this.vault = vault;
        this.clock = clock;
        this.ids = ids;
        this.countyCode = countyCode;
    }

    /** What became of a list. */
    record Report(Counts counts, List<RowError> errors) {}

    record Counts(long read, long kept, long withErrors, long withWarnings, long duplicates) {}

    record RowError(long rowNumber, String column, String field, String severity, String code, String reason) {}

    /** Adds what is good in the present transaction. */
    Uni<Report> take(Actor actor, List<ImportedRow> rows) {
        return repository
                .takeTurns()
                .chain(() -> repository.list("status", UnitStatus.ACTIVE))
                .map(units -> plan(units, rows))
                .chain(plan -> Panache.getSession()
                        .chain(session -> persist(session, plan))
                        .chain(() -> audit.record(
                                actor,
                                "importUnits",
                                "unit",
                                null,
                                "kept=" + plan.additions().size()))
                        .replaceWith(() -> report(rows, plan)));
    }

    private ImportPlan plan(List<Unit> units, List<ImportedRow> rows) {
        var nodes = units.stream().map(Unit::node).toList();
        var county = nodes.stream()
                .filter(node -> node.kind() == UnitKind.COUNTY)
                .findFirst()
                .orElseThrow();
        return new ImportPlan(county, nodes, ids::timeOrdered).read(rows);
    }

    private Uni<Void> persist(Mutiny.Session session, ImportPlan plan) {
        var made = plan.additions().stream()
                .map(addition -> new Unit(addition, clock.instant()))
                .toArray();
        return session.setBatchSize(100).persistAll(made).chain(session::flush);
    }

    private static Report report(List<ImportedRow> rows, ImportPlan plan) {
        var errors = plan.faults().stream()
                .map(fault -> new RowError(
                        fault.row(),
                        fault.column().title(),
                        fault.column().name(),
                        SEVERITY,
                        fault.code(),
                        fault.reason()))
                .toList();
        long bad = errors.stream().mapToLong(RowError::rowNumber).distinct().count();
        return new Report(new Counts(rows.size(), plan.additions().size(), bad, 0, plan.duplicates()), errors);
    }

    /** Annex 1; its first entry, 区纪委（区监委）, is the inspection body that start-up made. */
    List<ImportedRow> annex1() {
        var rows = new ArrayList<ImportedRow>();
        for (var row : OpenData.annex1()) {
            boolean inspection = row.getField("name").endsWith("纪委");
            rows.add(new ImportedRow(
                    row.getStartingLineNumber(),
                    inspection
                            ? SeedsCounty.inspectionBodyOf(row.getField("name").substring(0, 1))
                            : row.getField("name"),
                    inspection ? UnitKind.INSPECTION_BODY : UnitKind.valueOf(row.getField("kind")),
                    null,
                    null));
        }
        return rows;
    }

    /** @throws ProblemException 422 when this county's divisions are not bundled */
    List<ImportedRow> divisions() {
        var divisions = OpenData.county(countyCode)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RULE_NOT_MET,
                        "没有内置本区县的乡镇村数据，请用表格导入",
                        "The divisions of this county are not bundled; import them from a spreadsheet"));
        var rows = new ArrayList<ImportedRow>();
        long number = 1;
        for (var division : divisions) {
            number++;
            if (division.level() != Division.Level.COUNTY) {
                rows.add(new ImportedRow(
                        number,
                        division.name(),
                        division.unitKind().orElseThrow(),
                        division.level() == Division.Level.TOWNSHIP ? null : division.parent(),
                        division.code()));
            }
        }
        return rows;
    }

    /**
     * Reads an uploaded list. Blocks; call it on a worker thread.
     *
     * @throws ProblemException 422 when it can't be read, has no known columns, or more than {@value #ROWS} rows
     */
    List<ImportedRow> read(Path file) {
        try {
            var folder = Files.createTempDirectory("unit-import");
            try (var source = SpreadsheetSource.open(
                            Files.newByteChannel(file), new Scratch(folder, vault), Limits.COUNTY);
                    var lines = source.rows()) {
                return rows(lines.iterator());
            } finally {
                Files.deleteIfExists(folder);
            }
        } catch (SpreadsheetException e) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    "文件无法读取：" + e.fault().text().zh(),
                    "The file can't be read: " + e.fault().text().en());
        } catch (IOException e) {
            throw new ProblemException(ProblemType.RULE_NOT_MET, "文件无法读取", "The file can't be read");
        }
    }

    private static List<ImportedRow> rows(java.util.Iterator<qinqing.spreadsheet.Row> lines) {
        if (!lines.hasNext()) {
            throw new ProblemException(ProblemType.RULE_NOT_MET, "文件没有内容", "The file is empty");
        }
        var columns = ImportColumns.in(lines.next().cells())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.RULE_NOT_MET,
                        "第一行须有“单位名称”和“单位类别”两列",
                        "The first line must name the columns 单位名称 and 单位类别"));
        var rows = new ArrayList<ImportedRow>();
        while (lines.hasNext()) {
            if (rows.size() == ROWS) {
                throw new ProblemException(
                        ProblemType.RULE_NOT_MET,
                        "一次最多导入%d行".formatted(ROWS),
                        "At most %d rows at a time".formatted(ROWS));
            }
            rows.add(columns.read(lines.next()));
        }
        return rows;
    }
}
