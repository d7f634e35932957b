package qinqing.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;

/** One list of beneficiaries as an office would send it; rows are computed while they are written. */
public final class BeneficiaryFile {

    /** How the file is stored. */
    public enum Format {
        XLSX(".xlsx", StandardCharsets.UTF_8),
        CSV_UTF_8(".csv", StandardCharsets.UTF_8),
        CSV_UTF_8_BOM(".csv", StandardCharsets.UTF_8),
        CSV_GB18030(".csv", Charset.forName("GB18030"));

        private final String extension;
        private final Charset charset;

        Format(String extension, Charset charset) {
            this.extension = extension;
            this.charset = charset;
        }

        public Charset charset() {
            return charset;
        }
    }

    /** A row that is not simply a villager's. */
    sealed interface Special {
        /** @param writing how the ID number is written; null for as it is */
        record Kin(
                Person person,
                ExpectedMatch.Evidence evidence,
                ExpectedMatch.Party party,
                @Nullable RowFault writing) implements Special {}

        record Namesake(Person of, boolean withId) implements Special {}

        record SharedPhone(Person with) implements Special {}

        record Faulty(RowFault fault) implements Special {}
    }

    private final long seed;
    private final int number;
    private final SyntheticProgramme programme;
    private final String name;
    private final Format format;
    private final Hand hand;
    private final int rows;
    private final List<Gazetteer.Village> coverage;
    private final Villagers villagers;
    private final int lowest;
    private final int highest;
    private final TreeMap<Integer, Special> specials = new TreeMap<>();

    BeneficiaryFile(
            long seed,
            int number,
            SyntheticProgramme programme,
            String title,
            Format format,
            Hand hand,
            int rows,
            List<Gazetteer.Village> coverage,
            Villagers villagers,
            int lowest,
            int highest) {
        if (rows > coverage.size() * (long) Villagers.PER_VILLAGE) {
            throw new IllegalArgumentException("more rows than villagers in " + title);
        }
        this.seed = seed;
        this.number = number;
        this.programme = programme;
        this.name = title + format.extension;
        this.format = format;
        this.hand = hand;
        this.rows = rows;
        this.coverage = coverage;
        this.villagers = villagers;
        this.lowest = lowest;
        this.highest = highest;
    }

    public SyntheticProgramme programme() {
        return programme;
    }

    /** With extension, Chinese, unique in the county. */
    public String name() {
        return name;
    }

    public Format format() {
        return format;
    }

    /** Without the header. */
    public int rowCount() {
        return rows;
    }

    public List<String> headers() {
        return hand.headers();
    }

    /** What each column means, in the file's order: the mapping a clerk would confirm. */
    public List<Column> columns() {
        return hand.columns();
    }

    /** The cells as printed, row by row, computed as they are asked for. */
    public Stream<List<String>> rows() {
        return IntStream.range(0, rows).mapToObj(this::row);
    }

    /** Writes the whole file and leaves {@code out} open. */
    public void write(OutputStream out) throws IOException {
        if (format == Format.XLSX) {
            writeWorkbook(out);
        } else {
            writeCsv(out);
        }
    }

    private void writeCsv(OutputStream out) throws IOException {
        if (format == Format.CSV_UTF_8_BOM) {
            out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        }
        var writer = new BufferedWriter(new OutputStreamWriter(out, format.charset), 1 << 16);
        writer.append(String.join(",", headers())).append("\r\n");
        for (var line = 0; line < rows; line++) {
            writer.append(String.join(",", row(line))).append("\r\n");
        }
        writer.flush();
    }

    private void writeWorkbook(OutputStream out) throws IOException {
        var workbook = new Workbook(out, "Qinqing demo", "1.0");
        var sheet = workbook.newWorksheet("Sheet1");
        var headers = headers();
        for (var at = 0; at < headers.size(); at++) {
            sheet.value(0, at, headers.get(at));
        }
        for (var line = 0; line < rows; line++) {
            var cells = row(line);
            for (var at = 0; at < cells.size(); at++) {
                var cell = cells.get(at);
                switch (hand.columns().get(at)) {
                    case AMOUNT -> {
                        if (isNumber(cell)) {
                            sheet.value(line + 1, at, new BigDecimal(cell));
                        } else {
                            sheet.value(line + 1, at, cell);
                        }
                    }
                    case SEQUENCE -> sheet.value(line + 1, at, Integer.parseInt(cell));
                    default -> {
                        if (!cell.isEmpty()) {
                            sheet.value(line + 1, at, cell);
                        }
                    }
                }
            }
            if (line % 500 == 499) {
                sheet.flush();
            }
        }
        sheet.finish();
        workbook.finish();
    }

    private static boolean isNumber(String cell) {
        return cell.matches("-?\\d+(\\.\\d+)?");
    }

    private List<String> row(int line) {
        var special = specials.get(line);
        var source = special instanceof Special.Faulty(RowFault fault) && fault == RowFault.DUPLICATE ? line - 1 : line;
        var cells = hand.columns().contains(Column.COMPANY) ? contract(source, special) : grant(source, special);
        if (hand.columns().contains(Column.SEQUENCE)) {
            cells.put(Column.SEQUENCE, Integer.toString(line + 1));
        }
        return hand.columns().stream()
                .map(column -> cells.getOrDefault(column, ""))
                .toList();
    }

    /** The villager who would stand in this line if nothing special did. */
    Villagers.Villager villager(int line) {
        var size = coverage.size();
        var at = (int) ((long) line * size / rows);
        var firstLine = (int) (((long) at * rows + size - 1) / size);
        var nth = Math.floorMod((line - firstLine) * 613 + number * 389, Villagers.PER_VILLAGE);
        return villagers.in(coverage.get(at), nth);
    }

    private Map<Column, String> grant(int line, @Nullable Special special) {
        var dice = new Dice(seed, 51, number, line);
        var villager = villager(line);
        var cells = new EnumMap<Column, String>(Column.class);
        cells.put(Column.NAME, villager.name());
        cells.put(Column.ID_NUMBER, villager.idNumber());
        cells.put(Column.PHONE, dice.chance(0.93) ? villager.phone() : "");
        cells.put(Column.ADDRESS, hand.address(villager.home()));
        cells.put(Column.AMOUNT, amount(dice));
        cells.put(Column.PAID_ON, hand.date(paidOn(dice)));
        cells.put(Column.NOTE, dice.chance(0.05) ? dice.oneOf("已公示", "一卡通发放", "户主已故由配偶代领", "续发") : "");
        switch (special) {
            case null -> {}
            case Special.Kin kin -> kin(cells, dice, kin);
            case Special.Namesake(Person of, boolean withId) -> {
                cells.put(Column.NAME, of.name());
                if (!withId) {
                    cells.put(Column.ID_NUMBER, "");
                }
            }
            case Special.SharedPhone(Person with) -> cells.put(Column.PHONE, with.phone());
            case Special.Faulty(RowFault fault) -> damage(cells, dice, fault, Column.ID_NUMBER, Column.NAME);
        }
        return cells;
    }

    private void kin(Map<Column, String> cells, Dice dice, Special.Kin kin) {
        var person = kin.person();
        cells.put(Column.NAME, person.name());
        cells.put(Column.ID_NUMBER, person.idNumber());
        switch (kin.evidence()) {
            case EXACT_ID -> {
                cells.put(Column.PHONE, dice.chance(0.8) ? person.phone() : "");
                cells.put(Column.ADDRESS, hand.address(person.home()));
            }
            case NAME_AND_PHONE -> cells.put(Column.PHONE, person.phone());
            case NAME_AND_ADDRESS -> cells.put(Column.ADDRESS, hand.address(person.home()));
            case REPAIRED_ID -> {}
        }
        var writing = kin.writing();
        if (writing != null) {
            cells.put(Column.ID_NUMBER, write(person.idNumber(), writing, dice));
        }
    }

    private Map<Column, String> contract(int line, @Nullable Special special) {
        var dice = new Dice(seed, 51, number, line);
        var first = villager(line);
        var village = first.home().village();
        var second = villagers.in(village, Math.floorMod(first.index() + 997, Villagers.PER_VILLAGE));
        var cells = new EnumMap<Column, String>(Column.class);
        cells.put(Column.PROJECT, village.township() + village.name() + programme.name() + "（" + (line + 1) + "标段）");
        cells.put(Column.COMPANY, company(dice));
        cells.put(Column.CREDIT_CODE, PrintedNumbers.creditCode(number * 2_000 + line));
        cells.put(Column.LEGAL_REPRESENTATIVE, first.name());
        cells.put(Column.LEGAL_REPRESENTATIVE_ID, first.idNumber());
        if (dice.chance(0.6)) {
            cells.put(Column.AGENT, second.name());
            cells.put(Column.AGENT_ID, second.idNumber());
            cells.put(Column.AGENT_PHONE, second.phone());
        }
        cells.put(Column.AMOUNT, amount(dice));
        cells.put(Column.PAID_ON, hand.date(paidOn(dice)));
        cells.put(Column.ADDRESS, village.township() + village.name());
        switch (special) {
            case null -> {}
            case Special.Kin(var person, var evidence, var party, var writing) -> {
                var agent = party == ExpectedMatch.Party.AGENT;
                cells.put(agent ? Column.AGENT : Column.LEGAL_REPRESENTATIVE, person.name());
                cells.put(agent ? Column.AGENT_ID : Column.LEGAL_REPRESENTATIVE_ID, person.idNumber());
                if (agent) {
                    cells.put(Column.AGENT_PHONE, person.phone());
                }
            }
            case Special.Faulty(RowFault fault) ->
                damage(cells, dice, fault, Column.LEGAL_REPRESENTATIVE_ID, Column.COMPANY);
            case Special.Namesake n -> throw new IllegalStateException("namesakes are planted in grants only");
            case Special.SharedPhone s -> throw new IllegalStateException("shared phones are planted in grants only");
        }
        return cells;
    }

    private String company(Dice dice) {
        var word = dice.oneOf("鑫", "宏", "瑞", "恒", "涪", "乌江", "武陵", "渝东", "金", "顺", "昌", "永")
                + dice.oneOf("达", "源", "建", "盛", "泰", "丰", "通", "成", "泽", "禾", "宇", "辉");
        var trade = programme.kind() == SyntheticProgramme.Kind.SERVICE
                ? dice.oneOf("工程咨询", "招标代理", "环境服务", "规划设计", "物业管理")
                : dice.oneOf("建筑工程", "市政工程", "水利工程", "路桥工程", "建设");
        return dice.oneOf("重庆", "重庆市涪陵区") + word + trade + "有限公司";
    }

    private void damage(Map<Column, String> cells, Dice dice, RowFault fault, Column id, Column name) {
        switch (fault) {
            case ID_ONE_DIGIT_WRONG,
                    ID_17_DIGITS,
                    ID_15_DIGITS,
                    ID_LOWER_X,
                    ID_FULL_WIDTH,
                    ID_SPACED,
                    ID_MASKED,
                    ID_ABSENT -> cells.put(id, write(cells.getOrDefault(id, ""), fault, dice));
            case CREDIT_CODE_WRONG -> {
                var code = cells.getOrDefault(Column.CREDIT_CODE, "");
                cells.put(Column.CREDIT_CODE, code.substring(0, 17) + (code.endsWith("0") ? "1" : "0"));
            }
            case NAME_MISSING -> cells.put(name, "");
            case AMOUNT_NEGATIVE -> cells.put(Column.AMOUNT, "-" + cells.get(Column.AMOUNT));
            case AMOUNT_NOT_A_NUMBER -> cells.put(Column.AMOUNT, "待定");
            case DATE_IMPOSSIBLE -> cells.put(Column.PAID_ON, hand.thirtiethOfFebruary(2024));
            case DUPLICATE -> {}
        }
    }

    /** An ID number as a hurried or a careful hand writes it. */
    static String write(String id, RowFault fault, Dice dice) {
        return switch (fault) {
            case ID_ONE_DIGIT_WRONG -> {
                var at = dice.between(6, 16);
                var digit = (id.charAt(at) - '0' + dice.between(1, 9)) % 10;
                yield id.substring(0, at) + digit + id.substring(at + 1);
            }
            case ID_17_DIGITS -> {
                var at = dice.between(6, 16);
                yield id.substring(0, at) + id.substring(at + 1);
            }
            case ID_15_DIGITS -> id.substring(0, 6) + id.substring(8, 17);
            case ID_LOWER_X -> id.toLowerCase(Locale.ROOT);
            case ID_FULL_WIDTH -> fullWidth(id);
            case ID_SPACED -> id.substring(0, 6) + " " + id.substring(6, 14) + " " + id.substring(14);
            case ID_MASKED ->
                dice.oneOf(
                        id.substring(0, 4) + "**********" + id.substring(14),
                        id.substring(0, 6) + "********" + id.substring(14),
                        id.substring(0, 14) + "****");
            case ID_ABSENT -> "";
            case DUPLICATE, CREDIT_CODE_WRONG, NAME_MISSING, AMOUNT_NEGATIVE, AMOUNT_NOT_A_NUMBER, DATE_IMPOSSIBLE ->
                id;
        };
    }

    private static String fullWidth(String id) {
        var wide = new StringBuilder(18);
        id.chars().forEach(c -> wide.append((char) (c - '!' + '！')));
        return wide.toString();
    }

    private String amount(Dice dice) {
        var yuan = dice.between(lowest / 10, highest / 10) * 10;
        return dice.chance(0.8) ? yuan + ".00" : Integer.toString(yuan);
    }

    private LocalDate paidOn(Dice dice) {
        var from = programme.startsOn().toEpochDay();
        var to = programme.endsOn().toEpochDay();
        return LocalDate.ofEpochDay(from + dice.between(0, (int) (to - from)));
    }

    Hand hand() {
        return hand;
    }

    List<Gazetteer.Village> coverage() {
        return coverage;
    }

    boolean isContracts() {
        return hand.columns().contains(Column.COMPANY);
    }

    Map<Integer, Special> specials() {
        return specials;
    }
}
