package qinqing.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as it was written, 1 to 200 characters. It has a key for comparison and a form for public boards; it prints
 * masked, since a full address stands in the filing form only (A22.4).
 *
 * @param value the written form, without outer blanks and invisible characters
 */
@Secret
public record Address(String value) {

    static final int LONGEST = 200;

    private static final Pattern NUMERAL = Pattern.compile(
            "第?((?<![一二三四五六七八九十百零〇两])[一二三四五六七八九十百零〇两]+|(?<![0-9])[0-9]+)(?=村民小组|村小组|小组|组|社(?!区)|队|号|栋|幢|座|单元|楼|层|室|房|期|排)");

    /** None of these stands on a board, with a number or without. */
    private static final Pattern DOOR_WORD = Pattern.compile("栋|幢|单元|号|室");

    private static final Pattern VILLAGE_OFFICE = Pattern.compile("村?(?:村民委员会|村委会)");
    private static final Pattern COMMUNITY_OFFICE = Pattern.compile("(?<=社区)(?:居民委员会|居委会)|(?<=街道)办事处");
    private static final Pattern GROUP_WORD = Pattern.compile("村民小组|村小组|小组");
    private static final Pattern BUILDING_WORD = Pattern.compile("号楼|幢");

    /** @throws InvalidValue with an {@link AddressFault} */
    public Address {
        value = stripped(value);
        faultOf(value).ifPresent(fault -> {
            throw new InvalidValue(fault);
        });
    }

    /** @throws InvalidValue with an {@link AddressFault} */
    public static Address of(String written) {
        return new Address(written);
    }

    /** What stands against a written address, if anything. */
    public static Optional<AddressFault> reasonAgainst(String written) {
        return faultOf(stripped(written));
    }

    private static String stripped(String written) {
        return Characters.isPlain(written)
                ? written
                : Characters.withoutInvisible(written).replaceAll("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$", "");
    }

    /**
     * The form to compare: NFKC, upper case, no blanks or punctuation, Chinese numbers before 组, 号, 栋 … as digits, one
     * word for one thing (幢 and 号楼 are 栋). Making the key of a key changes nothing.
     */
    public String key() {
        return keyOf(value);
    }

    static String keyOf(String written) {
        if (Characters.isPlain(written) && !holdsWhatIsFolded(written)) {
            return written.toUpperCase(Locale.ROOT);
        }
        String text = flat(written).toUpperCase(Locale.ROOT);
        // A hyphen between digits parts numbers (3-2-501) and stays.
        text = text.replaceAll("[‐‑‒–—―−]", "-").replaceAll("(?<![0-9])-|-(?![0-9])", "");
        text = text.replaceAll("[^\\p{L}\\p{M}\\p{N}\\p{Co}#-]", "");
        String before;
        do {
            before = text;
            text = VILLAGE_OFFICE.matcher(text).replaceAll("村");
            text = COMMUNITY_OFFICE.matcher(text).replaceAll("");
            text = GROUP_WORD.matcher(text).replaceAll("组");
            text = BUILDING_WORD.matcher(text).replaceAll("栋");
            text = NUMERAL.matcher(text).replaceAll(m -> digits(m.group(1)));
        } while (!before.equals(text));
        return text;
    }

    /** Whether any of the words or numerals that {@link #keyOf} writes in one way could stand in a plain text. */
    private static boolean holdsWhatIsFolded(String plain) {
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if ("委办小楼幢第一二三四五六七八九十百零两".indexOf(c) >= 0
                    || c == '0' && (i == 0 || plain.charAt(i - 1) < '0' || plain.charAt(i - 1) > '9')) {
                return true;
            }
        }
        return false;
    }

    /**
     * What a public board may say (A22.1; 梧水利〔2020〕163号附件6备注): 镇(乡、街道) and 路(街), with a compound also its
     * name, never 号, 栋, 单元 or 室; in the country 镇(乡), 村(社区) and 组. Empty when nothing of it can be told for sure.
     */
    public Optional<String> forPublication() {
        PublicAddress parts = PublicAddress.read(flat(value).toUpperCase(Locale.ROOT));
        // The gate has the last word: a number that slipped into a name falls back to the township.
        return parts.forms().stream()
                .filter(form -> !form.isEmpty())
                .filter(form -> !DOOR_WORD.matcher(form).find())
                .filter(form -> PrivacyGate.findIn(form).isEmpty())
                .findFirst();
    }

    /** The township, or four stars alone. */
    public String masked() {
        String township =
                PublicAddress.read(flat(value).toUpperCase(Locale.ROOT)).township();
        return (DOOR_WORD.matcher(township).find() ? "" : township) + "****";
    }

    @Override
    public String toString() {
        return masked();
    }

    private static String flat(String text) {
        return Characters.withoutBlanks(Characters.flat(text));
    }

    private static Optional<AddressFault> faultOf(String text) {
        if (text.isEmpty()) {
            return Optional.of(AddressFault.EMPTY);
        }
        if (Characters.length(text) > LONGEST) {
            return Optional.of(AddressFault.TOO_LONG);
        }
        if (Characters.isPlain(text)) {
            return Optional.empty();
        }
        return text.codePoints()
                .mapToObj(Address::faultOf)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<AddressFault> faultOf(int c) {
        if (Characters.isDirectional(c)) {
            return Optional.of(AddressFault.DIRECTION);
        }
        // Radicals (⼀) come from copying out of PDF files.
        if (c == '+' || c == '~' || (c >= 0x2E80 && c <= 0x2FD5)) {
            return Optional.empty();
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> Optional.of(AddressFault.CONTROL);
            case Character.MATH_SYMBOL, Character.OTHER_SYMBOL, Character.CURRENCY_SYMBOL, Character.MODIFIER_SYMBOL ->
                Optional.of(AddressFault.SYMBOL);
            default -> Optional.empty();
        };
    }

    private static String digits(String numeral) {
        if (numeral.charAt(0) >= '0' && numeral.charAt(0) <= '9') {
            return numeral.replaceFirst("^0+(?=[0-9])", "");
        }
        if (numeral.indexOf('十') < 0 && numeral.indexOf('百') < 0) {
            StringBuilder spelled = new StringBuilder();
            numeral.chars().forEach(c -> spelled.append(digit((char) c)));
            return spelled.toString().replaceFirst("^0+(?=[0-9])", "");
        }
        int sum = 0;
        int last = 0;
        for (char c : numeral.toCharArray()) {
            if (c == '十' || c == '百') {
                sum += (last == 0 ? 1 : last) * (c == '十' ? 10 : 100);
                last = 0;
            } else {
                last = digit(c);
            }
        }
        return Integer.toString(sum + last);
    }

    private static int digit(char c) {
        return c == '〇' ? 0 : c == '两' ? 2 : "零一二三四五六七八九".indexOf(c);
    }
}

/** The parts of an address that a board may name, read from left to right. */
record PublicAddress(String region, String township, String road, String compound, String village, String group) {

    private static final String HAN = "[\\p{IsHan}\\p{Co}A-Z·&&[^号栋幢室]]";
    private static final String NUMBER = "(?:[0-9]{1,5}|[一二三四五六七八九十百零〇]{1,5})";

    /** Places whose names hold a word that ends another level. */
    private static final String TRAPS = "景德镇|镇[江坪巴宁康远雄原赉平沅]|新乡|桐乡|通道|道(?=县|真|外区|里区)";

    private static final Pattern PROVINCE = Pattern.compile("^" + HAN + "{2,8}?(?:省|自治区|特别行政区)");
    private static final Pattern CITY =
            Pattern.compile("^(?:" + TRAPS + "|[\\p{IsHan}&&[^县区镇路街村号]]){1,8}?(?:自治州|地区|盟|(?<!城)市(?!场|政))");
    private static final Pattern COUNTY =
            Pattern.compile("^(?:" + TRAPS + "|[\\p{IsHan}&&[^镇乡街路村号道]]){1,10}?(?:自治县|自治旗|县|旗|市(?!场|政)|(?<![小社园])区)");
    private static final Pattern TOWNSHIP =
            Pattern.compile("^([\\p{IsHan}&&[^村路号]]{1,10}?(?:民族乡|乡(?!镇|村)|镇(?!街道)|街道|苏木))(?:办事处)?");
    private static final String ROAD_TAIL =
            "(?:大道|大街|路|街|巷|胡同)(?![村社道口])(?:[东南西北中](?:路|街|段))?(?:[一二三四五六七八九十]+(?:路|街|段|支路|巷)(?![0-9]*号楼))?";
    private static final Pattern ROAD = Pattern.compile("^(?:(?!社区)[\\p{IsHan}A-Z&&[^号栋幢室组村]]){1,10}?" + ROAD_TAIL);
    private static final Pattern VILLAGE_ROAD =
            Pattern.compile("^(?:(?!社区)[\\p{IsHan}A-Z&&[^号栋幢室组]]){1,10}?" + ROAD_TAIL);
    private static final Pattern VILLAGE = Pattern.compile(
            "^([\\p{IsHan}\\p{Co}&&[^号栋幢室组]]{1,10}?(?:村(?![路街巷委民]|大道|大街)|社区|(?=居民委员会|居委会)|村(?=村?民?委)))(?:村?民委员会|村?委会|居民委员会|居委会)?");
    private static final Pattern GROUP = Pattern.compile(
            "^(?:第?" + NUMBER + "|[\\p{IsHan}\\p{Co}&&[^号栋幢室0-9]]{1,6}?)" + "(?:村民小组|村小组|小组|组(?!团)|社(?!区)|队)");
    private static final Pattern DOOR =
            Pattern.compile("^附?" + NUMBER + "(?:[-之][0-9]{1,4})*(?:号(?!楼)|#|弄)(?:附" + NUMBER + "号)?");
    private static final Pattern NAMED_COMPOUND =
            Pattern.compile("^" + HAN + "{1,12}?(?:小区|花园|家园|花苑|公寓|山庄|新城|大厦|家属院|宿舍|名都|雅苑|佳苑|新居|新苑|广场)");
    private static final Pattern COMPOUND_BEFORE_BUILDING = Pattern.compile("^" + HAN + "{2,15}?(?=(?:" + NUMBER
            + "|[A-Z])?(?:期|区|组团)?(?:" + NUMBER + "|[A-Z])(?:号楼|栋|幢|座|单元|-[0-9]))");

    static PublicAddress read(String flat) {
        Cursor cursor = new Cursor(flat.replaceAll("\\([^)]*\\)", "").replaceAll("[,，、。;；:：'\"]", ""));
        String province = cursor.take(PROVINCE);
        String city = cursor.take(CITY);
        String county = cursor.take(COUNTY);
        String region = !county.isEmpty() ? county : !city.isEmpty() ? city : province;
        String township = cursor.take(TOWNSHIP);
        String road = "";
        String compound = "";
        String village = "";
        String group = "";
        // Each part is met once, in whatever order people write them; a door number may stand in between.
        while (!cursor.atEnd()) {
            String part;
            if (!cursor.take(DOOR).isEmpty()) {
                continue;
            }
            if (road.isEmpty() && !(part = cursor.take(ROAD)).isEmpty()) {
                road = part;
            } else if (village.isEmpty() && !(part = cursor.take(VILLAGE)).isEmpty()) {
                village = part;
            } else if (road.isEmpty() && !(part = cursor.take(VILLAGE_ROAD)).isEmpty()) {
                road = part;
            } else if (!village.isEmpty() && group.isEmpty() && !(part = cursor.take(GROUP)).isEmpty()) {
                group = part;
            } else if (!(part = cursor.take(NAMED_COMPOUND)).isEmpty()
                    || !(part = cursor.take(COMPOUND_BEFORE_BUILDING)).isEmpty()) {
                compound = part;
                break;
            } else {
                break;
            }
        }
        return new PublicAddress(region, township, road, compound, village, group);
    }

    /** From the fullest to the barest. */
    List<String> forms() {
        String head = township.isEmpty() ? region : township;
        String place = road.isEmpty() ? village : road;
        String within = !compound.isEmpty() ? compound : road.isEmpty() ? group : "";
        return List.of(head + place + within, head + place, head);
    }

    /** Reads a text from the left; what was taken is gone. */
    private static final class Cursor {
        private String rest;

        Cursor(String text) {
            rest = text;
        }

        boolean atEnd() {
            return rest.isEmpty();
        }

        /** The first group of the pattern, or all of it; empty when the text does not begin so. */
        String take(Pattern pattern) {
            Matcher matcher = pattern.matcher(rest);
            if (!matcher.find() || matcher.end() == 0) {
                return "";
            }
            rest = rest.substring(matcher.end());
            return matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
        }
    }
}
