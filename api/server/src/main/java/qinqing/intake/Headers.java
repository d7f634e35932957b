package qinqing.intake;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import qinqing.intake.ColumnMapping.Column;
import qinqing.spreadsheet.Row;

/** Recognizes the header row of a list and what its columns hold, in the words that offices use. */
final class Headers {

    /** Titles, dates and units of account stand above the headers; nobody writes more lines of them. */
    static final int SEARCHED_ROWS = 50;

    private static final int FEWEST_RECOGNIZED = 2;
    private static final int MOST_COLUMNS = 200;
    private static final int LONGEST_HEADER = 200;

    private static final Pattern BRACKETS = Pattern.compile("\\([^)]*\\)|\\[[^]]*]|【[^】]*】|〔[^〕]*〕");
    private static final Pattern NOT_A_WORD = Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}:：*★、，,.。/／_-]+");

    private static final Pattern LEGAL_REPRESENTATIVE = Pattern.compile("法定代表|法人(?!单位|名称)|企业负责人");
    private static final Pattern AGENT = Pattern.compile("代理人|受托人|被委托人|授权代表|被授权人");
    private static final Pattern ID = Pattern.compile("身份证|身份号|证件号|证件编号|身份号码");
    private static final Pattern PHONE = Pattern.compile("电话|手机|联系方式|联系号码");
    private static final Pattern ADDRESS = Pattern.compile("住址|地址|户籍所在地|户籍地|居住地|户口所在");
    private static final Pattern PLACE =
            Pattern.compile("^(所在|所属|行政|居住)?(村|村居|村社区|村名|社区|村委|村委会|村民委员会|村民小组|组|社|村组|组别|组名|小组)(名称|名)?$"
                    + "|^(所在|所属)?(乡镇|镇乡|镇街|镇|乡|街道|乡镇街道|镇街道|镇乡街道)(名称|名)?$"
                    + "|^(实施|服务|项目|建设|施工|工程)(所在)?(地点|地|位置)$");
    private static final Pattern CREDIT_CODE = Pattern.compile("信用代码|社会信用|营业执照号|组织机构代码");
    private static final Pattern COMPANY = Pattern.compile("^(企业|公司|单位|机构|供应商|承包商|合作社|经营主体|法人单位)(全称|名称|名)$|^(供应商|承包商)$"
            + "|^(承建|承接|施工|承包|中标|成交|设计|监理|服务|代理|承揽|供货|承办|实施|建设施工|受益|补助)(单位|企业|公司|机构|方|人单位)(全称|名称)?$");
    private static final Pattern AMOUNT = Pattern.compile("金额|合同价|中标价|成交价|结算价|补助资金|补贴资金|补助款|补贴款|资金额");
    private static final Pattern NO_AMOUNT = Pattern.compile("标准|面积|比例|大写|累计|合计数|户数|人数|次数");
    private static final Pattern DATE =
            Pattern.compile("(发放|兑付|兑现|打卡|支付|拨付|到账|签订|签约|开工|开始|实施|享受|领取|批准|审批|合同签订|合同)(时间|日期|年月|月份)$|^(时间|日期)$");
    private static final Pattern REFERENCE = Pattern.compile("^(业务|申请|申报|流水|档案|合同|台账|业务流水|受理)(编号|号|单号)$");
    private static final Pattern NAME =
            Pattern.compile("^(受益人|受益对象|受助人|受助对象|补助对象|补贴对象|救助对象|发放对象|领款人|领取人|申请人|申报人|享受人|享受对象"
                    + "|承接人|承包人|承建人|承揽人|人员|农户|贫困户|低保对象|保障对象|对象|本人|受补助人|受补贴人|收款人|经营者|业主|持卡人)?(姓名|名字|名单|名称)?$");
    private static final Pattern HEAD_OF_HOUSEHOLD = Pattern.compile("户主");
    private static final Pattern OTHERS_NAME = Pattern.compile("经办|审核|填报|制表|村干部|负责人签|联系人|监护|配偶|家庭成员");
    private static final Pattern ROLE = Pattern.compile("^(人员|对象|主体|承接人|身份)?(类型|类别|角色|身份)$");
    private static final Pattern NOTE = Pattern.compile("^(备注|说明|附注|备考|备注说明)$");

    /** 实发 is what was paid, 合同金额 what was promised; both outrank a bare sum. */
    private static final List<Pattern> BETTER_AMOUNT = List.of(
            Pattern.compile("实发|实际发放|实付|实拨"),
            Pattern.compile("发放金额|补助金额|补贴金额|救助金额|合同金额|合同价|中标价|成交价"),
            Pattern.compile("金额"));

    private Headers() {}

    /**
     * Looks for the header row among the first rows of a file.
     *
     * @return what was found: enough to go on, or a proposal for a person to complete ({@link ColumnMapping#isSelfEvident()})
     */
    static ColumnMapping recognize(List<Row> firstRows) {
        return firstRows.stream()
                .map(row -> mapping((int) row.number(), row.cells()))
                .filter(mapping -> mapping.namesSomebody() && recognized(mapping) >= FEWEST_RECOGNIZED)
                .findFirst()
                .orElseGet(() -> proposal(firstRows));
    }

    /** The row with most headers known, or else the first one with more than one cell, as a start for a person. */
    private static ColumnMapping proposal(List<Row> firstRows) {
        ColumnMapping best = null;
        for (var row : firstRows) {
            var mapping = mapping((int) row.number(), row.cells());
            boolean better = best == null
                    ? row.cells().stream().filter(cell -> !cell.isEmpty()).count() > 1
                    : recognized(mapping) > recognized(best);
            if (better) {
                best = mapping;
            }
        }
        return best == null ? new ColumnMapping(null, 0, List.of()) : best;
    }

    private static long recognized(ColumnMapping mapping) {
        return mapping.columns().stream()
                .filter(column -> column.field() != BeneficiaryField.IGNORED)
                .count();
    }

    /** Reads one row as headers. */
    static ColumnMapping mapping(int rowNumber, List<String> cells) {
        var words = cells.stream()
                .limit(MOST_COLUMNS)
                .map(cell -> cell.length() > LONGEST_HEADER ? "" : word(cell))
                .toList();
        var fields = new ArrayList<>(words.stream().map(Headers::field).toList());
        settleNames(words, fields);
        keepBestAmount(words, fields);
        keepFirstOnly(fields);
        var columns = IntStream.range(0, words.size())
                .filter(i -> !words.get(i).isEmpty())
                .mapToObj(i -> new Column(
                        i,
                        shortened(cells.get(i)),
                        fields.get(i).orElse(BeneficiaryField.IGNORED),
                        fields.get(i).isPresent()))
                .toList();
        return new ColumnMapping(null, Math.min(rowNumber, SEARCHED_ROWS), columns);
    }

    private static String shortened(String header) {
        return header.length() > LONGEST_HEADER ? header.substring(0, LONGEST_HEADER) : header;
    }

    /** The header in one width, without brackets, blanks and punctuation. */
    static String word(String header) {
        var flat = Normalizer.normalize(header, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        var outside = NOT_A_WORD.matcher(BRACKETS.matcher(flat).replaceAll("")).replaceAll("");
        return outside.isEmpty() ? NOT_A_WORD.matcher(flat).replaceAll("") : outside;
    }

    /** What a header says by itself. */
    static Optional<BeneficiaryField> field(String word) {
        if (word.isEmpty()) {
            return Optional.empty();
        }
        boolean legal = LEGAL_REPRESENTATIVE.matcher(word).find();
        boolean agent = AGENT.matcher(word).find();
        if (CREDIT_CODE.matcher(word).find()) {
            return Optional.of(BeneficiaryField.CREDIT_CODE);
        }
        if (COMPANY.matcher(word).find()) {
            return Optional.of(BeneficiaryField.COMPANY_NAME);
        }
        if (PHONE.matcher(word).find()) {
            return Optional.of(BeneficiaryField.PHONE);
        }
        if (ADDRESS.matcher(word).find()) {
            return Optional.of(BeneficiaryField.ADDRESS);
        }
        if (legal || agent) {
            boolean id = ID.matcher(word).find();
            return Optional.of(
                    agent
                            ? id ? BeneficiaryField.AGENT_ID : BeneficiaryField.AGENT_NAME
                            : id
                                    ? BeneficiaryField.LEGAL_REPRESENTATIVE_ID
                                    : BeneficiaryField.LEGAL_REPRESENTATIVE_NAME);
        }
        if (OTHERS_NAME.matcher(word).find()) {
            return Optional.of(BeneficiaryField.IGNORED);
        }
        return fieldOfPerson(word);
    }

    private static Optional<BeneficiaryField> fieldOfPerson(String word) {
        if (ID.matcher(word).find()) {
            return Optional.of(BeneficiaryField.ID_NUMBER);
        }
        if (HEAD_OF_HOUSEHOLD.matcher(word).find()) {
            return Optional.of(BeneficiaryField.HOUSEHOLD_HEAD);
        }
        if (NOTE.matcher(word).find()) {
            return Optional.of(BeneficiaryField.NOTE);
        }
        if (AMOUNT.matcher(word).find() && !NO_AMOUNT.matcher(word).find()) {
            return Optional.of(BeneficiaryField.AMOUNT);
        }
        if (DATE.matcher(word).find()) {
            return Optional.of(BeneficiaryField.STARTS_ON);
        }
        if (PLACE.matcher(word).find()) {
            return Optional.of(BeneficiaryField.PLACE);
        }
        if (REFERENCE.matcher(word).find()) {
            return Optional.of(BeneficiaryField.REFERENCE);
        }
        if (NAME.matcher(word).find() && !word.equals("名称") && !word.equals("名单")) {
            return Optional.of(BeneficiaryField.NAME);
        }
        if (ROLE.matcher(word).find()) {
            return Optional.of(BeneficiaryField.ROLE);
        }
        return Optional.empty();
    }

    /** 户主 is the beneficiary where the list names nobody else. */
    private static void settleNames(List<String> words, List<Optional<BeneficiaryField>> fields) {
        if (fields.contains(Optional.of(BeneficiaryField.NAME))) {
            return;
        }
        int head = fields.indexOf(Optional.of(BeneficiaryField.HOUSEHOLD_HEAD));
        if (head >= 0) {
            fields.set(head, Optional.of(BeneficiaryField.NAME));
        }
    }

    private static void keepBestAmount(List<String> words, List<Optional<BeneficiaryField>> fields) {
        for (var better : BETTER_AMOUNT) {
            int best = IntStream.range(0, words.size())
                    .filter(i -> fields.get(i).equals(Optional.of(BeneficiaryField.AMOUNT)))
                    .filter(i -> better.matcher(words.get(i)).find())
                    .findFirst()
                    .orElse(-1);
            if (best >= 0) {
                for (int i = 0; i < fields.size(); i++) {
                    if (i != best && fields.get(i).equals(Optional.of(BeneficiaryField.AMOUNT))) {
                        fields.set(i, Optional.of(BeneficiaryField.IGNORED));
                    }
                }
                return;
            }
        }
    }

    /** 镇, 村 and 组 in columns of their own make one place; of everything else the first column counts. */
    private static void keepFirstOnly(List<Optional<BeneficiaryField>> fields) {
        Set<BeneficiaryField> seen = EnumSet.of(BeneficiaryField.IGNORED);
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            if (field.isPresent()
                    && field.get() != BeneficiaryField.PLACE
                    && field.get() != BeneficiaryField.IGNORED
                    && !seen.add(field.get())) {
                fields.set(i, Optional.of(BeneficiaryField.IGNORED));
            }
        }
    }

    /** The unit of account that a header of amounts names, as words that an amount may end in: empty for yuan. */
    static String unit(String header) {
        var flat = Normalizer.normalize(header, Normalizer.Form.NFKC);
        if (flat.contains("亿元")) {
            return "亿元";
        }
        if (flat.contains("万元") || flat.contains("(万)")) {
            return "万元";
        }
        return flat.contains("千元") ? "千元" : "";
    }

    /** Columns by what they hold. */
    static Map<BeneficiaryField, List<Column>> byField(ColumnMapping mapping) {
        Map<BeneficiaryField, List<Column>> found = new EnumMap<>(BeneficiaryField.class);
        mapping.columns().forEach(column -> found.computeIfAbsent(column.field(), field -> new ArrayList<>())
                .add(column));
        return found;
    }
}
