package qinqing.tables;

import com.ibm.icu.text.Transliterator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes {@code han.tsv} during the build: one line for each Chinese character with what names are compared by.
 *
 * <p>Columns: character, its simplified or standard form, its reading in names (surname first), other readings, the
 * characters it is easily taken for. Sources: ICU4J's Han-Latin/Names (Unicode licence), OpenCC's character lists inside
 * opencc4j (Apache-2.0), the dictionary of the pinyin library (Apache-2.0), the look-alike lists of nlp-hanzi-similar
 * (Apache-2.0).
 */
public final class MakeTables {

    /** The lists rank by likeness; beyond these ranks a person would not confuse the characters any more. */
    private static final int LOOK_ALIKES = 24;

    /** Variant, standard form: what the first list of variant characters (1955) withdrew and old papers still show. */
    private static final String VARIANTS =
            "峯峰羣群囯国仝同勛勋姪侄汎泛徧遍綵彩谿溪菴庵崐昆崑昆崙仑濬浚滙汇盃杯秇艺稺稚竚伫筯箸緐繁皐皋虵蛇覊羁詠咏讐仇賸剩迺乃遡溯鄕乡隣邻鉄铁鎻锁韵韵飈飙鬦斗鷄鸡麯曲凃涂邨村毘毗甯宁旾春昜阳栢柏椶棕煖暖猨猿瓌瑰珎珍妳奶嬭奶孃娘啓启喦岩嵒岩巖岩牀床衞卫恆恒卽即吳吴呂吕黃黄眞真德德靑青淸清淨净爲为絶绝戶户産产彥彦顏颜";

    private static final CharsetEncoder EVERYDAY = Charset.forName("GB2312").newEncoder();

    private MakeTables() {}

    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[0]);
        Files.createDirectories(out.getParent());
        Map<Integer, Integer> standard = standard();
        Map<Integer, List<String>> readings = readings();
        Map<Integer, String> alike = lookAlikes();
        Transliterator names = Transliterator.getInstance("Han-Latin/Names");
        Transliterator plain = Transliterator.getInstance("Han-Latin");
        TreeMap<Integer, String> lines = new TreeMap<>();
        Set<Integer> characters = new LinkedHashSet<>(readings.keySet());
        characters.addAll(standard.keySet());
        characters.addAll(alike.keySet());
        for (int character : characters) {
            String text = Character.toString(character);
            String surname = syllable(names.transliterate(text));
            String given = syllable(plain.transliterate(text));
            LinkedHashSet<String> others = new LinkedHashSet<>();
            if (!given.isEmpty()) {
                others.add(given);
            }
            readings.getOrDefault(character, List.of()).forEach(r -> others.add(syllable(r)));
            others.remove(surname);
            others.remove("");
            int form = standard.getOrDefault(character, character);
            lines.put(
                    character,
                    text + '\t' + Character.toString(form) + '\t' + surname + '\t' + String.join(",", others) + '\t'
                            + alike.getOrDefault(character, ""));
        }
        Files.write(out, lines.values(), StandardCharsets.UTF_8);
    }

    /** Lower-case letters without a tone, ü as v. */
    private static String syllable(String pinyin) {
        StringBuilder plain = new StringBuilder();
        for (char c : java.text.Normalizer.normalize(pinyin.trim(), java.text.Normalizer.Form.NFD)
                .toCharArray()) {
            if (c == '\u0308' && !plain.isEmpty()) {
                plain.setCharAt(plain.length() - 1, 'v');
            } else if (c >= 'a' && c <= 'z') {
                plain.append(c);
            } else if (c > 0x3000) {
                return "";
            }
        }
        return plain.toString();
    }

    /** Traditional and variant characters to the one that mainland identity cards print. */
    private static Map<Integer, Integer> standard() {
        Map<Integer, Integer> standard = new HashMap<>();
        for (String line : lines("/data/dictionary/TSCharacters.txt")) {
            put(standard, line, false);
        }
        for (String file : List.of("TWVariants", "HKVariants", "JPVariants")) {
            for (String line : lines("/data/dictionary/" + file + ".txt")) {
                put(standard, line, true);
            }
        }
        for (int i = 0; i < VARIANTS.length(); i += 2) {
            standard.putIfAbsent((int) VARIANTS.charAt(i), (int) VARIANTS.charAt(i + 1));
        }
        // Twice: a variant may lead to a traditional form that leads to the simplified one.
        for (int round = 0; round < 3; round++) {
            standard.replaceAll((from, to) -> standard.getOrDefault(to, to));
        }
        standard.entrySet().removeIf(e -> e.getKey().equals(e.getValue()));
        return standard;
    }

    private static void put(Map<Integer, Integer> standard, String line, boolean reversed) {
        String[] columns = line.strip().split("\t");
        if (columns.length < 2) {
            return;
        }
        for (String other : columns[1].split(" ")) {
            int left = columns[0].codePointAt(0);
            int right = other.codePointAt(0);
            // A character of everyday text stands for itself, also where another country uses it as a variant (会, 国).
            boolean everyday = reversed && EVERYDAY.canEncode(Character.toString(right));
            if (left != right && !everyday && columns[0].codePointCount(0, columns[0].length()) == 1) {
                standard.putIfAbsent(reversed ? right : left, reversed ? left : right);
            }
            if (!reversed) {
                return; // the first is the usual one
            }
        }
    }

    private static Map<Integer, List<String>> readings() {
        Map<Integer, List<String>> readings = new HashMap<>();
        for (String line : lines("/pinyin_dict_char.txt")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                readings.put(line.codePointAt(0), List.of(line.substring(colon + 1).split(",")));
            }
        }
        return readings;
    }

    private static Map<Integer, String> lookAlikes() {
        Map<Integer, String> alike = new HashMap<>();
        for (String line : lines("/hanzi_similar_list.txt")) {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                int[] list = line.substring(blank + 1)
                        .codePoints()
                        .filter(c -> EVERYDAY.canEncode((char) c)) // rare ones would crowd out those people write
                        .limit(LOOK_ALIKES)
                        .toArray();
                alike.put(line.codePointAt(0), new String(list, 0, list.length));
            }
        }
        return alike;
    }

    private static List<String> lines(String resource) {
        try (InputStream in = MakeTables.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("not on the class path: " + resource);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new ArrayList<>(reader.lines().filter(l -> !l.isBlank()).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
