package qinqing.kernel;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks for what may not hang on a public board: identity numbers, phones and full addresses stand in the filing form
 * only (A22.4), house numbers on no board (A22.1), bank cards nowhere (A22.2). Dates, amounts, document numbers
 * (〔2018〕14号) and notice numbers (500102-2026-0001) are not meant. What is hidden by a mask is not found.
 */
public final class PrivacyGate {

    /** What was found. A unit's own hotline is a {@link #LANDLINE} too; the caller knows whether it stands where hotlines belong. */
    public enum Kind {
        ID_NUMBER("身份证号码"),
        BANK_CARD("银行卡号"),
        MOBILE_PHONE("手机号码"),
        LANDLINE("固定电话"),
        HOUSE_NUMBER("门牌或房号");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /**
     * One finding; it does not repeat the value.
     *
     * @param start index of the first UTF-16 unit in the text that was given
     * @param end index after the last
     */
    public record Finding(Kind kind, int start, int end) {}

    private static final String NUMBER = "(?:[0-9]{1,4}|[一二三四五六七八九十百零〇]{1,5})";
    private static final String LETTER_OR_NUMBER = "(?:[A-Z]|" + NUMBER + ")";
    private static final String ROOM = "(?:[0-9]{1,5}(?:-[0-9]{1,4})*(?:号|室|房)?)?";

    private static final Pattern EIGHTEEN_IN_ONE = Pattern.compile("(?<![0-9A-Z])[0-9]{17}[0-9X](?![0-9A-Z])");
    private static final Pattern FIFTEEN =
            Pattern.compile("(?<![0-9A-Z.])[0-9]{6}([ -]?)[0-9]{6}\\1[0-9]{3}(?![0-9A-Z]|\\.[0-9])");
    private static final Pattern CARD = Pattern.compile(
            "(?<![0-9A-Z])[3-69][0-9]{3}([ -]?)[0-9]{4}\\1[0-9]{4}\\1[0-9]{4}(?:\\1[0-9]{1,3})?(?![0-9A-Z])");
    private static final Pattern MOBILE = Pattern.compile(
            "(?<![0-9])(?:\\+?86[ -]?)?1[3-9][0-9](?:[0-9]{8}|[ .·-][0-9]{4}[ .·-][0-9]{4}|[ .·-][0-9]{3}[ .·-][0-9]{5}|[ .·-][0-9]{5}[ .·-][0-9]{3}|[0-9][ .·-][0-9]{3}[ .·-][0-9]{4}|[0-9][ .·-][0-9]{4}[ .·-][0-9]{3})(?![0-9])");
    private static final Pattern LANDLINE = Pattern.compile(
            "(?<![0-9.-])(?:\\(0(?:10|2[0-9]|[3-9][0-9]{2})\\)|0(?:10|2[0-9]|[3-9][0-9]{2}))[ -]?[2-8][0-9]{2,3}[ -]?[0-9]{4}(?![0-9-])");

    private static final List<Pattern> HOUSES = List.of(
            Pattern.compile("(?<![0-9])" + LETTER_OR_NUMBER + "(?:号楼|栋|幢)(?:" + LETTER_OR_NUMBER + "单元)?" + ROOM),
            Pattern.compile("(?<![0-9])" + LETTER_OR_NUMBER + "座(?:" + NUMBER + "单元" + ROOM + "|[0-9]{3,4}(?:号|室|房)?)"),
            Pattern.compile("(?<![0-9])" + LETTER_OR_NUMBER + "单元" + ROOM),
            Pattern.compile("(?<![0-9])" + NUMBER + "楼[0-9]{3,4}(?:号|室|房)?"),
            // 号 also ends the number of a document, a day of the month, and names of pumps, bridges and lots.
            Pattern.compile(
                    "(?<![0-9一二三四五六七八九十百零〇-])(?<![〔\\[【(〈《][0-9]{4}[〕\\]】)〉》])(?<![第月年字])(?!(?:19|20)[0-9]{2}-)附?"
                            + NUMBER
                            + "(?:[-之][0-9]{1,4})?号(?!文|令|线|桥|泵|机|井|隧|坝|闸|渠|标|提案|议案|建议|公告|通知|决|地块|水库|病|工程|台|桩|站|墩|公路|仓|矿|涵|路灯|池|塘|炉|车|前(?!进)|起|上午|下午|晚)(?:附"
                            + NUMBER + "号)?(?:[0-9]{1,2}(?:-[0-9]{1,4})+(?![0-9]))?(?:[0-9]{1,4}(?:室|房))?"),
            Pattern.compile("(?<![0-9第-])(?:[0-9]{3,4}|[0-9]{1,4}-[0-9]{1,4})(?:室(?!内|外|[0-9一二两三]厅)|房(?!屋|产|建|间|子|地))"),
            Pattern.compile("(?<![0-9.-])[0-9]{1,2}-[0-9]{1,2}-(?!(?:19|20)[0-9]{2})[0-9]{3,4}(?![0-9年-])"),
            Pattern.compile("(?<![0-9])[0-9]{1,3}#[0-9]{3,4}(?![0-9])"));

    private PrivacyGate() {}

    /** Every finding, in the order of the text, without overlaps; empty when the text may be shown. */
    public static List<Finding> findIn(String text) {
        Seen seen = Seen.of(text);
        List<Finding> findings = new ArrayList<>();
        collectSeparatedIds(seen, findings);
        collect(Kind.ID_NUMBER, EIGHTEEN_IN_ONE, PrivacyGate::couldBeId, seen, findings);
        collect(Kind.ID_NUMBER, FIFTEEN, PrivacyGate::isOldId, seen, findings);
        collect(Kind.BANK_CARD, CARD, PrivacyGate::isCard, seen, findings);
        collect(Kind.MOBILE_PHONE, MOBILE, any -> true, seen, findings);
        collect(Kind.LANDLINE, LANDLINE, any -> true, seen, findings);
        HOUSES.forEach(house -> collect(Kind.HOUSE_NUMBER, house, any -> true, seen, findings));
        findings.sort(Comparator.comparingInt(Finding::start));
        return List.copyOf(findings);
    }

    private static void collect(
            Kind kind, Pattern pattern, Predicate<String> meant, Seen seen, List<Finding> findings) {
        Matcher matcher = pattern.matcher(seen.text);
        while (matcher.find()) {
            if (meant.test(matcher.group())) {
                add(kind, seen, matcher.start(), matcher.end(), findings);
            }
        }
    }

    private static void add(Kind kind, Seen seen, int start, int end, List<Finding> findings) {
        Finding found = new Finding(kind, seen.origin[start], seen.origin[end - 1] + seen.width[end - 1]);
        if (findings.stream().noneMatch(f -> f.start() < found.end() && found.start() < f.end())) {
            findings.add(found);
        }
    }

    /** Valid numbers: anywhere inside a run of digits, or broken up by one kind of separator. */
    private static void collectSeparatedIds(Seen seen, List<Finding> findings) {
        for (int start = 0; start + 18 <= seen.text.length(); start++) {
            int end = endOfValidId(seen.text, start);
            if (end > 0) {
                add(Kind.ID_NUMBER, seen, start, end, findings);
                start = end - 1;
            }
        }
    }

    private static int endOfValidId(String text, int start) {
        StringBuilder digits = new StringBuilder(18);
        String separator = "";
        int i = start;
        while (i < text.length() && digits.length() < 18) {
            char c = text.charAt(i);
            if (isDigit(c) || (c == 'X' && digits.length() == 17)) {
                digits.append(c);
                i++;
                continue;
            }
            int next = i;
            while (next < text.length() && next < i + 2 && " -./·_".indexOf(text.charAt(next)) >= 0) {
                next++;
            }
            String here = text.substring(i, next);
            // One separator throughout: a notice number followed by a date is not a person.
            if (here.isEmpty() || digits.isEmpty() || !(separator.isEmpty() || separator.equals(here))) {
                return -1;
            }
            separator = here;
            i = next;
        }
        boolean cutOut =
                (start > 0 && isDigit(text.charAt(start - 1))) || (i < text.length() && isDigit(text.charAt(i)));
        if (digits.length() < 18 || (!separator.isEmpty() && cutOut)) {
            return -1;
        }
        return IdNumber.faultOf(digits.toString()).isEmpty() ? i : -1;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A number with a wrong check digit still points at somebody: all but one digit of it are right. */
    private static boolean couldBeId(String text) {
        return IdNumber.faultOf(text)
                .filter(f -> f != IdFault.WRONG_CHECK_DIGIT)
                .isEmpty();
    }

    private static boolean isOldId(String text) {
        return IdNumber.faultOf(IdReading.upgraded(text.replaceAll("[ -]", ""))).isEmpty();
    }

    /** Luhn (ISO/IEC 7812-1); a credit code made of digits alone is not a card. */
    private static boolean isCard(String text) {
        String digits = text.replaceAll("[ -]", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0 && CreditCode.reasonAgainst(digits).isPresent();
    }

    /** The text as the eye sees it (half width, upper case, nothing invisible), each unit with the place it came from. */
    private record Seen(String text, int[] origin, int[] width) {

        static Seen of(String given) {
            StringBuilder text = new StringBuilder(given.length());
            List<int[]> places = new ArrayList<>(given.length());
            for (int i = 0; i < given.length(); ) {
                int c = given.codePointAt(i);
                int units = Character.charCount(c);
                for (char shown : shown(c).toCharArray()) {
                    text.append(shown);
                    places.add(new int[] {i, units});
                }
                i += units;
            }
            return new Seen(
                    text.toString(),
                    places.stream().mapToInt(p -> p[0]).toArray(),
                    places.stream().mapToInt(p -> p[1]).toArray());
        }

        private static String shown(int c) {
            if (Characters.isInvisible(c) || Characters.isDirectional(c) || Characters.isVariationSelector(c)) {
                return "";
            }
            if (c >= 0x2010 && c <= 0x2015 || c == 0x2212) {
                return "-";
            }
            return Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC)
                    .toUpperCase(Locale.ROOT)
                    .replace('\u00A0', ' ');
        }
    }
}
