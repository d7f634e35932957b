package qinqing.demo;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;

/** The tables a unit sends besides its beneficiaries: units, officials (Annex 2), staff accounts, declarations. */
public final class OfficeFiles {

    private static final List<String> UNITS = List.of("单位名称", "单位类别", "上级单位", "区划代码", "监督举报电话", "单位电话");
    private static final List<String> OFFICIALS = List.of(
            "姓名",
            "性别",
            "政治面貌",
            "单位编码",
            "单位",
            "职务",
            "职级",
            "主管、分管或从事的具体工作",
            "是否纪检干部",
            "身份证号码",
            "户籍地址",
            "手机号码",
            "人员类别",
            "分管领导身份证号码");
    private static final List<String> ACCOUNTS = List.of("姓名", "手机号码", "身份证号码", "单位编码", "单位", "角色");
    private static final List<String> DECLARATIONS =
            List.of("报告人身份证号码", "姓名", "性别", "亲属关系", "政治面貌", "单位", "职务", "身份证号码", "手机号码", "户籍地址", "备注");

    private final SyntheticCounty county;

    OfficeFiles(SyntheticCounty county) {
        this.county = county;
    }

    /** Parents before children; the county itself is there already. A parent is named by its division code, the county by nothing. */
    public void writeUnits(OutputStream out) throws IOException {
        workbook(
                out,
                UNITS,
                county.units().stream()
                        .filter(unit -> unit.parentCode() != null)
                        .map(unit -> List.of(
                                unit.name(),
                                unit.kind().chinese(),
                                Gazetteer.COUNTY.equals(unit.parentCode())
                                        ? ""
                                        : Objects.requireNonNull(unit.parentCode()),
                                Objects.requireNonNullElse(unit.divisionCode(), ""),
                                "12388",
                                phone(unit))));
    }

    /** 023 is the area code; the number is invented. */
    static String phone(SyntheticUnit unit) {
        return "023-7200"
                + String.format(Locale.ROOT, "%04d", Math.floorMod(unit.code().hashCode(), 10_000));
    }

    /** Annex 2, part 1 as a table, one official a row (A3.1). */
    public void writeOfficials(OutputStream out) throws IOException {
        workbook(out, OFFICIALS, county.officials().stream().map(official -> {
            var person = official.person();
            return List.of(
                    person.name(),
                    person.sex().title(),
                    person.politicalStatus().title(),
                    Objects.requireNonNullElse(official.unit().divisionCode(), ""),
                    county.path(official.unit()),
                    official.post(),
                    official.jobGrade(),
                    official.duties(),
                    official.isInspectionStaff() ? "是" : "否",
                    person.idNumber(),
                    person.address(),
                    person.phone(),
                    official.rank().label(),
                    official.rank().isLed() ? official.signer().person().idNumber() : "");
        }));
    }

    /** One role a row. */
    public void writeAccounts(OutputStream out) throws IOException {
        Function<SyntheticAccount, List<String>> row = account -> List.of(
                account.name(),
                account.phone(),
                county.officials().get(account.official()).person().idNumber(),
                Objects.requireNonNullElse(county.unit(account.unitCode()).divisionCode(), ""),
                county.path(county.unit(account.unitCode())),
                account.role());
        workbook(out, ACCOUNTS, county.accounts().stream().map(row));
    }

    /** Annex 2, part 2 of every official in one CSV (UTF-8 with BOM), one relative a row (A3.2). */
    public void writeDeclarations(OutputStream out) throws IOException {
        writeDeclarations(out, county.officials());
    }

    void writeDeclarations(OutputStream out, List<SyntheticOfficial> officials) throws IOException {
        out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        var csv = CsvWriter.builder().build(writer);
        csv.writeRecord(DECLARATIONS);
        for (var official : officials) {
            for (var relative : official.relatives()) {
                csv.writeRecord(line(official, relative));
            }
        }
        csv.flush();
    }

    private static List<String> line(SyntheticOfficial official, DeclaredRelative relative) {
        var person = relative.person();
        return Arrays.asList(
                official.person().idNumber(),
                person.name(),
                person.sex().title(),
                relative.kinship().title(),
                person.politicalStatus().title(),
                relative.employer(),
                relative.post(),
                relative.idKnown() ? person.idNumber() : "",
                person.phone(),
                person.address(),
                relative.idKnown() ? "" : "报告人不掌握证件号码");
    }

    private static void workbook(OutputStream out, List<String> headers, Stream<List<String>> rows) throws IOException {
        var workbook = new Workbook(out, "Qinqing demo", "1.0");
        var sheet = workbook.newWorksheet("Sheet1");
        for (var at = 0; at < headers.size(); at++) {
            sheet.value(0, at, headers.get(at));
        }
        var line = 1;
        for (var row : (Iterable<List<String>>) rows::iterator) {
            for (var at = 0; at < row.size(); at++) {
                if (!row.get(at).isEmpty()) {
                    sheet.value(line, at, row.get(at));
                }
            }
            if (line++ % 500 == 0) {
                sheet.flush();
            }
        }
        sheet.finish();
        workbook.finish();
    }
}
