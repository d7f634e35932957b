package qinqing.linkage.field;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes village addresses apart by the words for the levels (镇, 村, 组, 号) and by the names of provinces, cities and
 * counties. What lacks those words is read a second time against the towns and villages that the other addresses named,
 * so read everything once, then {@link #again} what is {@link #isUnclear}. Thread-safe.
 */
public final class AddressReader {

    private static final Map<String, String> DIVISIONS = divisions();
    private static final int LONGEST_DIVISION = 15;

    /** Cores of towns and villages that some address named with its level; independent of the order of reading. */
    private final Set<String> towns = ConcurrentHashMap.newKeySet();

    private final Set<String> villages = ConcurrentHashMap.newKeySet();

    public Address read(String cell) {
        String text = compact(cell);
        return text.isEmpty() ? Address.MISSING : parse(text, false);
    }

    /** The second reading, once every address has been read. */
    public Address again(String cell) {
        String text = compact(cell);
        return text.isEmpty() ? Address.MISSING : parse(text, true);
    }

    /** Whether the second reading could tell more. */
    public static boolean isUnclear(Address first) {
        return !first.isMissing() && first.town() == 0;
    }

    private static String compact(String cell) {
        String clean = Text.clean(cell);
        if (Text.saysNothing(clean)) {
            return "";
        }
        StringBuilder text = new StringBuilder(clean.length());
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                text.append((char) HanTable.INSTANCE.standard(Character.toUpperCase(c)));
            } else if (c == '#') {
                text.append('号');
            }
        }
        return text.toString();
    }

    private Address parse(String text, boolean second) {
        int at = 0;
        String county = "";
        for (int step = 0; step < 5; step++) {
            int end = division(text, at);
            if (end == at) {
                end = unknownDivision(text, at);
            }
            if (end == at) {
                break;
            }
            String name = text.substring(at, end);
            if (isCounty(name)) {
                county = core(name);
            }
            at = end;
        }
        String town = "";
        int townEnd = townEnd(text, at);
        if (townEnd > 0) {
            town = townCore(text.substring(at, townEnd));
            at = townEnd;
            while (text.startsWith("办事处", at) || text.startsWith("人民政府", at)) {
                at += text.startsWith("办事处", at) ? 3 : 4;
            }
        }
        String village;
        int villageEnd = villageEnd(text, at);
        if (villageEnd > 0) {
            village = villageCore(text.substring(at, villageEnd));
            at = villageEnd;
        } else {
            int digit = firstNumber(text, at);
            village = text.substring(at, digit);
            at = digit;
        }
        if (townEnd > 0) {
            towns.add(town);
        }
        if (townEnd > 0 && villageEnd > 0) {
            villages.add(village);
        }
        if (second && townEnd <= 0) {
            for (int cut = Math.min(village.length() - 1, 6); cut >= 2; cut--) {
                String head = village.substring(0, cut);
                String rest = village.substring(cut);
                if (towns.contains(head) && villages.contains(rest)) {
                    town = head;
                    village = rest;
                    break;
                }
            }
            if (town.isEmpty() && villageEnd <= 0 && towns.contains(village)) {
                town = village;
                village = "";
            }
        }
        int[] group = new int[1];
        long house = finer(text, at, group);
        return new Address(key(county), key(town), key(village), group[0], house, Hash.of(text) | 1);
    }

    private static long key(String core) {
        return core.isEmpty() ? 0 : Hash.of(core) | 1;
    }

    private static int division(String text, int at) {
        for (int length = Math.min(LONGEST_DIVISION, text.length() - at); length >= 2; length--) {
            String name = DIVISIONS.get(text.substring(at, at + length));
            if (name != null && !swallowsTown(text, at + length)) {
                return at + length;
            }
        }
        return at;
    }

    /** 城关区镇: the word for a level that follows at once belongs to a town of that name. */
    private static boolean swallowsTown(String text, int end) {
        return end < text.length() && "镇乡村".indexOf(text.charAt(end)) >= 0;
    }

    /** A county or city that the list of divisions does not have: made up, renamed or abolished. */
    private static int unknownDivision(String text, int at) {
        int limit = Math.min(text.length(), at + 12);
        for (int i = at + 1; i < limit; i++) {
            char c = text.charAt(i);
            if (c == '镇' || c == '乡' || c == '村' || text.startsWith("街道", i) || text.startsWith("社区", i)) {
                return at;
            }
            boolean level = c == '省'
                    || c == '县'
                    || c == '市'
                    || c == '州'
                    || c == '旗'
                    || (c == '区' && "社小园片辖厂校景新".indexOf(text.charAt(i - 1)) < 0);
            if (level
                    && i - at >= 1
                    && i + 1 < text.length()
                    && text.charAt(i + 1) != '镇'
                    && text.charAt(i + 1) != '村') {
                return i + 1;
            }
        }
        return at;
    }

    private static boolean isCounty(String name) {
        String level = DIVISIONS.getOrDefault(name, "");
        return level.isEmpty()
                ? name.endsWith("县") || name.endsWith("区") || name.endsWith("旗")
                : level.contains("COUNTY");
    }

    /** 彭水苗族土家族自治县 and 彭水县 are one. */
    private static String core(String county) {
        String name = county.replaceAll("(自治县|自治旗|林区|新区|县|区|市|旗)$", "");
        name = beforePeople(name);
        return name.isEmpty() ? county : name;
    }

    private static String beforePeople(String name) {
        int end = name.length();
        for (String people : PEOPLES) {
            int i = name.indexOf(people);
            end = i >= 2 && i < end ? i : end;
        }
        return name.substring(0, end);
    }

    private static final String[] PEOPLES = {
        "土家族", "苗族", "彝族", "藏族", "回族", "壮族", "侗族", "瑶族", "白族", "傣族", "黎族", "羌族", "畲族", "水族", "哈尼族", "布依族", "仡佬族", "蒙古族",
        "满族", "维吾尔族", "哈萨克族", "傈僳族", "佤族", "拉祜族", "纳西族", "景颇族"
    };

    private static int townEnd(String text, int at) {
        for (int i = at + 1; i < Math.min(text.length(), at + 12); i++) {
            char c = text.charAt(i);
            if (c == '镇' || c == '乡') {
                boolean inside = i + 1 < text.length()
                        && "村社镇乡街路组".indexOf(text.charAt(i + 1)) >= 0
                        && !text.startsWith("社区", i + 1)
                        && c != '镇';
                if (!inside && (i - at >= 2 || i + 1 >= text.length() || text.charAt(i + 1) != '村')) {
                    return i + 1;
                }
            } else if (text.startsWith("街道", i)) {
                return i + 2;
            } else if (text.startsWith("苏木", i) || text.startsWith("农场", i) || text.startsWith("林场", i)) {
                return i + 2;
            } else if (c == '村' || text.startsWith("社区", i) || isNumber(c)) {
                return -1;
            }
        }
        return -1;
    }

    private static String townCore(String town) {
        String name = town.replaceAll("(街道|镇|乡|苏木|农场|林场)$", "");
        name = beforePeople(name);
        return name.isEmpty() ? town : name;
    }

    private static int villageEnd(String text, int at) {
        for (int i = at + 1; i < Math.min(text.length(), at + 14); i++) {
            char c = text.charAt(i);
            if (c == '村' || c == '居') {
                if (i + 1 < text.length() && text.charAt(i + 1) == '村') {
                    i++;
                }
                int end = i + 1;
                for (String word : COMMITTEES) {
                    if (text.startsWith(word, end)) {
                        return end + word.length();
                    }
                }
                if (c == '村') {
                    return end;
                }
            } else if (text.startsWith("社区", i)) {
                return text.startsWith("居委会", i + 2) ? i + 5 : text.startsWith("居民委员会", i + 2) ? i + 7 : i + 2;
            } else if (text.startsWith("嘎查", i)) {
                return i + 2;
            }
        }
        return -1;
    }

    private static final String[] COMMITTEES = {"民委员会", "委员会", "委会"};

    private static String villageCore(String village) {
        String name = village.replaceAll("(村民委员会|居民委员会|村委员会|村委会|居委会|嘎查|社区|村)+$", "");
        return name.isEmpty() ? village : name;
    }

    private static int firstNumber(String text, int at) {
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= '0' && c <= '9') || (isNumber(c) && i > at && i + 1 < text.length() && endsNumber(text, i))) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean endsNumber(String text, int at) {
        int i = at;
        while (i < text.length() && isNumber(text.charAt(i))) {
            i++;
        }
        return i < text.length() && "组社队号栋幢楼户".indexOf(text.charAt(i)) >= 0;
    }

    private static boolean isNumber(char c) {
        return (c >= '0' && c <= '9') || "零一二三四五六七八九十百两".indexOf(c) >= 0;
    }

    /** The group's number, and a key of all numbers and letters that come after. */
    private static long finer(String text, int from, int[] group) {
        long key = 0;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (isNumber(c)) {
                int end = i;
                while (end < text.length() && isNumber(text.charAt(end))) {
                    end++;
                }
                int number = value(text, i, end);
                boolean isGroup = group[0] == 0
                        && (text.startsWith("组", end)
                                || text.startsWith("社", end)
                                || text.startsWith("队", end)
                                || text.startsWith("小组", end)
                                || text.startsWith("村民小组", end)
                                || text.startsWith("村民组", end)
                                || text.startsWith("生产队", end));
                if (isGroup) {
                    group[0] = number;
                } else {
                    key = Hash.of(key, number);
                }
                i = end;
            } else {
                if (c >= 'A' && c <= 'Z') {
                    key = Hash.of(key, c);
                }
                i++;
            }
        }
        return key;
    }

    private static int value(String text, int from, int to) {
        int value = 0;
        int digit = 0;
        boolean units = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int v = c == '两' ? 2 : "零一二三四五六七八九".indexOf(c);
            if (c == '十' || c == '百') {
                value += Math.max(digit, 1) * (c == '十' ? 10 : 100);
                digit = 0;
                units = true;
            } else {
                int d = v >= 0 ? v : c - '0';
                digit = units ? d : digit * 10 + d;
            }
            if (digit > 100_000_000) {
                return digit;
            }
        }
        return value + digit;
    }

    private static Map<String, String> divisions() {
        Map<String, String> names = new HashMap<>();
        try (InputStream in = AddressReader.class.getResourceAsStream("divisions.tsv")) {
            if (in == null) {
                throw new IllegalStateException("divisions.tsv is missing in the jar");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            reader.lines().filter(l -> !l.startsWith("#")).forEach(line -> {
                String[] columns = line.split("\t");
                names.merge(columns[0], columns[1], (a, b) -> a.contains(b) ? a : a + b);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(names);
    }
}
