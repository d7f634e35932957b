package qinqing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import qinqing.demo.ExpectedMatch.Evidence;
import qinqing.demo.ExpectedMatch.Party;
import qinqing.kernel.CreditCode;
import qinqing.kernel.IdNumber;
import qinqing.kernel.PrintedId;

class BeneficiaryFileTest {

    private static final SyntheticCounty COUNTY = SyntheticCounty.of(CountySize.SMALL, 42);
    private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
    private static final Map<String, List<List<String>>> ROWS = COUNTY.beneficiaryFiles().stream()
            .collect(Collectors.toMap(BeneficiaryFile::name, file -> file.rows().toList()));

    static List<BeneficiaryFile> files() {
        return COUNTY.beneficiaryFiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_file_reads_back_as_it_was_meant(BeneficiaryFile file) throws IOException {
        var out = new ByteArrayOutputStream();
        file.write(out);

        var read = file.format() == BeneficiaryFile.Format.XLSX
                ? workbook(out.toByteArray())
                : csv(out.toByteArray(), file);

        assertThat(read.getFirst()).isEqualTo(file.headers());
        assertThat(read.subList(1, read.size()).stream().map(row -> plain(file, row)))
                .containsExactlyElementsOf(rowsOf(file.name()).stream()
                        .map(row -> plain(file, row))
                        .toList());
    }

    @Test
    void all_four_formats_occur_and_names_are_unique() {
        assertThat(files()).extracting(BeneficiaryFile::format).contains(BeneficiaryFile.Format.values());
        assertThat(files()).extracting(BeneficiaryFile::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("files")
    void faults_occur_exactly_as_often_as_the_truth_says(BeneficiaryFile file) {
        var counted = new EnumMap<RowFault, Integer>(RowFault.class);
        List<String> before = List.of();
        for (var row : rowsOf(file.name())) {
            for (var fault : faultsOf(file, row, before)) {
                counted.merge(fault, 1, Integer::sum);
            }
            before = row;
        }
        var expected =
                new EnumMap<>(Objects.requireNonNull(COUNTY.truth().faults().get(file.name())));
        assertThat(counted).isEqualTo(expected);
    }

    @Test
    void a_row_expected_to_match_exactly_carries_the_relatives_id() {
        for (var match : COUNTY.truth().matches()) {
            var person = COUNTY.people().get(match.person());
            var id = PrintedId.read(cell(match.file(), match.line(), idColumn(match.party())), TODAY);
            if (match.evidence() == Evidence.EXACT_ID) {
                assertThat(id).isEqualTo(new PrintedId.Valid(new IdNumber(person.idNumber())));
            } else {
                assertThat(id).isNotInstanceOf(PrintedId.Valid.class);
                assertThat(cell(match.file(), match.line(), Column.NAME)).isEqualTo(person.name());
            }
            switch (match.evidence()) {
                case NAME_AND_PHONE ->
                    assertThat(cell(match.file(), match.line(), Column.PHONE)).isEqualTo(person.phone());
                case NAME_AND_ADDRESS ->
                    assertThat(cell(match.file(), match.line(), Column.ADDRESS)).isEqualTo(person.address());
                case EXACT_ID, REPAIRED_ID -> {}
            }
        }
    }

    @Test
    void every_expected_match_is_declared_with_its_kinship_or_is_the_official() {
        for (var match : COUNTY.truth().matches()) {
            var official = COUNTY.officials().get(match.official());
            var person = COUNTY.people().get(match.person());
            if (match.kinship() == null) {
                assertThat(official.person()).isSameAs(person);
            } else {
                assertThat(official.relatives())
                        .anyMatch(relative -> relative.person() == person
                                && relative.kinship() == match.kinship()
                                && relative.idKnown());
            }
        }
    }

    /** Found anew from the printed rows, by the plainest possible join: nothing more and nothing less is in the lists. */
    @Test
    void joining_on_valid_ids_finds_the_expected_pairs_and_no_others() {
        var declared = new HashMap<String, List<Integer>>();
        for (var official : COUNTY.officials()) {
            declared.computeIfAbsent(official.person().idNumber(), id -> new ArrayList<>())
                    .add(official.number());
            for (var relative : official.relatives()) {
                if (relative.idKnown()) {
                    declared.computeIfAbsent(relative.person().idNumber(), id -> new ArrayList<>())
                            .add(official.number());
                }
            }
        }
        var found = new ArrayList<String>();
        for (var file : files()) {
            var rows = rowsOf(file.name());
            for (var line = 1; line <= rows.size(); line++) {
                for (var party : Party.values()) {
                    var at = file.columns().indexOf(idColumn(party));
                    if (at >= 0
                            && !file.programme().universal()
                            && PrintedId.read(rows.get(line - 1).get(at), TODAY) instanceof PrintedId.Valid(var id)) {
                        for (var official : declared.getOrDefault(id.value(), List.of())) {
                            found.add(file.name() + line + party + official);
                        }
                    }
                }
            }
        }
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(COUNTY.truth().matches().stream()
                        .filter(match -> match.evidence() == Evidence.EXACT_ID)
                        .map(match -> match.file() + match.line() + match.party() + match.official())
                        .toList());
    }

    @Test
    void every_kind_of_evidence_party_and_trap_is_planted() {
        var truth = COUNTY.truth();
        assertThat(truth.matches()).extracting(ExpectedMatch::evidence).contains(Evidence.values());
        assertThat(truth.matches()).extracting(ExpectedMatch::party).contains(Party.values());
        assertThat(truth.matches()).anyMatch(ExpectedMatch::inOwnSphere).anyMatch(match -> !match.inOwnSphere());
        assertThat(truth.matches()).anyMatch(match -> match.kinship() == null);
        assertThat(truth.traps()).hasSizeGreaterThanOrEqualTo(9);
        assertThat(truth.undeclared()).isNotEmpty();
        assertThat(truth.universalMatches()).isNotEmpty();
        assertThat(truth.refusedRows()).isPositive();
    }

    @Test
    void trap_rows_share_a_name_or_a_phone_but_never_the_id() {
        for (var trap : COUNTY.truth().traps()) {
            var person = COUNTY.people().get(trap.person());
            assertThat(cell(trap.file(), trap.line(), Column.ID_NUMBER)).isNotEqualTo(person.idNumber());
            var sameName = cell(trap.file(), trap.line(), Column.NAME).equals(person.name());
            var samePhone = cell(trap.file(), trap.line(), Column.PHONE).equals(person.phone());
            assertThat(sameName ^ samePhone).isTrue();
        }
    }

    @Test
    void a_villager_stands_once_in_a_list_except_for_the_duplicates() {
        for (var file : files()) {
            var at = file.columns().indexOf(Column.ID_NUMBER);
            if (at >= 0) {
                var seen = new HashSet<String>();
                var doubled = rowsOf(file.name()).stream()
                        .map(row -> row.get(at))
                        .filter(id -> PrintedId.read(id, TODAY) instanceof PrintedId.Valid)
                        .filter(id -> !seen.add(id))
                        .count();
                assertThat((int) doubled)
                        .isEqualTo(
                                Objects.requireNonNull(COUNTY.truth().faults().get(file.name()))
                                        .getOrDefault(RowFault.DUPLICATE, 0));
            }
        }
    }

    private static List<List<String>> rowsOf(String file) {
        return Objects.requireNonNull(ROWS.get(file));
    }

    private static Column idColumn(Party party) {
        return switch (party) {
            case NATURAL_PERSON -> Column.ID_NUMBER;
            case LEGAL_REPRESENTATIVE -> Column.LEGAL_REPRESENTATIVE_ID;
            case AGENT -> Column.AGENT_ID;
        };
    }

    private static String cell(String file, int line, Column column) {
        var columns = files().stream()
                .filter(f -> f.name().equals(file))
                .findFirst()
                .orElseThrow()
                .columns();
        return rowsOf(file).get(line - 1).get(columns.indexOf(column));
    }

    private static List<RowFault> faultsOf(BeneficiaryFile file, List<String> row, List<String> before) {
        var faults = new ArrayList<RowFault>();
        var cells = new EnumMap<Column, String>(Column.class);
        for (var i = 0; i < row.size(); i++) {
            cells.put(file.columns().get(i), row.get(i));
        }
        var id = cells.get(Column.ID_NUMBER);
        if (withoutSequence(file, row).equals(withoutSequence(file, before))) {
            return List.of(RowFault.DUPLICATE);
        }
        if (id != null) {
            if (id.isEmpty()) {
                faults.add(RowFault.ID_ABSENT);
            } else if (id.contains("*")) {
                faults.add(RowFault.ID_MASKED);
            } else if (id.length() == 15) {
                faults.add(RowFault.ID_15_DIGITS);
            } else if (id.length() == 17) {
                faults.add(RowFault.ID_17_DIGITS);
            } else if (id.contains(" ")) {
                faults.add(RowFault.ID_SPACED);
            } else if (id.endsWith("x")) {
                faults.add(RowFault.ID_LOWER_X);
            } else if (id.charAt(0) >= '０') {
                faults.add(RowFault.ID_FULL_WIDTH);
            } else if (!(PrintedId.read(id, TODAY) instanceof PrintedId.Valid)) {
                faults.add(RowFault.ID_ONE_DIGIT_WRONG);
            }
            if (Objects.requireNonNull(cells.get(Column.NAME)).isEmpty()) {
                faults.add(RowFault.NAME_MISSING);
            }
        }
        var code = cells.get(Column.CREDIT_CODE);
        if (code != null && CreditCode.reasonAgainst(code).isPresent()) {
            faults.add(RowFault.CREDIT_CODE_WRONG);
        }
        var amount = Objects.requireNonNull(cells.get(Column.AMOUNT));
        if (amount.startsWith("-")) {
            faults.add(RowFault.AMOUNT_NEGATIVE);
        } else if (amount.equals("待定")) {
            faults.add(RowFault.AMOUNT_NOT_A_NUMBER);
        }
        if (Objects.requireNonNull(cells.get(Column.PAID_ON)).matches(".*(2月30日|0230|2/30|02-30)")) {
            faults.add(RowFault.DATE_IMPOSSIBLE);
        }
        return faults;
    }

    private static List<String> withoutSequence(BeneficiaryFile file, List<String> row) {
        return file.columns().getFirst() == Column.SEQUENCE && !row.isEmpty() ? row.subList(1, row.size()) : row;
    }

    /** A workbook keeps amounts as numbers, so 3500.00 comes back as 3500. */
    private static List<String> plain(BeneficiaryFile file, List<String> row) {
        var copy = new ArrayList<>(row);
        while (copy.size() < file.columns().size()) {
            copy.add("");
        }
        copy.replaceAll(cell -> cell.replaceAll("^(-?\\d+)\\.0+$", "$1"));
        return copy;
    }

    private static List<List<String>> workbook(byte[] bytes) throws IOException {
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(bytes));
                var rows = book.getFirstSheet().openStream()) {
            return rows.map(row -> row.stream()
                            .map(cell -> cell == null ? "" : cell.getText())
                            .toList())
                    .toList();
        }
    }

    private static List<List<String>> csv(byte[] bytes, BeneficiaryFile file) throws IOException {
        var skip = file.format() == BeneficiaryFile.Format.CSV_UTF_8_BOM ? 3 : 0;
        var in = new ByteArrayInputStream(bytes, skip, bytes.length - skip);
        try (var csv = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(in, file.format().charset()))) {
            return csv.stream().map(record -> List.copyOf(record.getFields())).toList();
        }
    }
}
