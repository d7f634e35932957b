package qinqing.linkage.kit;

import java.util.List;
import java.util.Random;

/** What happens to a cell on its way into a list. Each kind is a small function of its own. */
final class Damage {

    /** Homophones, what dialects merge, look-alikes, traditional and variant forms, by character. */
    private static final String[] HOMOPHONES = {
        "伟炜玮苇", "丽莉俐利", "芳方", "军君均钧", "杰洁捷", "明铭鸣", "强", "文雯闻", "华桦骅", "建健剑", "平萍苹", "英瑛颖", "国", "志智致", "玉钰郁", "辉晖徽",
        "勇永咏", "涛韬", "敏闽", "静婧敬", "燕艳彦", "霞侠", "刚钢", "海", "春椿", "梅眉玫", "秀绣", "兰岚澜", "林琳霖", "红洪宏虹", "云芸耘", "东冬", "峰锋丰枫",
        "波博", "斌彬宾", "慧惠蕙", "成诚城程", "新欣心馨", "龙隆", "飞菲", "宇雨羽", "浩昊皓", "晓小筱", "世仕士", "义毅艺", "德", "贵桂", "福富", "先仙贤",
        "清青卿", "琴勤芹", "凤奉", "超", "鹏朋", "磊蕾", "婷廷", "佳嘉家", "思", "怡宜仪"
    };

    private static final String[] DIALECT = {
        "陈成", "林零", "平频", "英因", "明民", "兰南", "龙农", "珍争", "森生", "琴晴", "新星", "芬风", "根更", "金京", "红横", "志字", "世四", "春村",
        "刚甘", "张脏"
    };
    private static final String[] LOOKALIKE = {
        "未末", "土士", "日曰", "己已", "侯候", "治冶", "彬杉", "晴睛", "淋琳", "太大", "王玉", "天夫", "午牛", "辛幸", "芳芬", "莱菜", "伟纬", "洋详",
        "洪供", "海侮", "明朋", "秀禿", "梅海", "桂挂", "清请", "杨扬", "季李", "陈阵", "刘刈"
    };
    private static final String TRADITIONAL =
            "张張刘劉陈陳杨楊赵趙吴吳孙孫马馬罗羅郑鄭谢謝韩韓冯馮邓鄧萧蕭叶葉苏蘇卢盧蒋蔣贾賈谭譚伟偉丽麗军軍杰傑华華国國辉輝刚剛兰蘭红紅云雲东東峰峯龙龍飞飛凤鳳鹏鵬义義贵貴庆慶兴興爱愛学學进進连連荣榮莹瑩宝寶";

    interface Mask {
        String apply(String number);
    }

    static final List<Mask> MASKS = List.of(
            n -> n.substring(0, 4) + "*".repeat(10) + n.substring(14),
            n -> n.substring(0, 6) + "*".repeat(8) + n.substring(14),
            n -> n.substring(0, 14) + "****",
            n -> n.substring(0, 10) + "****" + n.substring(14),
            n -> n.substring(0, 6) + "XXXXXXXX" + n.substring(14),
            n -> n.substring(0, 6) + "□".repeat(8) + n.substring(14),
            n -> n.substring(0, 6) + "****" + n.substring(14),
            n -> n.substring(0, 3) + "＊".repeat(11) + n.substring(14),
            n -> "*".repeat(12) + n.substring(12),
            n -> n.substring(0, 12) + "***" + n.substring(15),
            n -> n.substring(0, 1) + "*".repeat(15) + n.substring(16));

    private Damage() {}

    /** One digit, two neighbours, a digit lost or doubled, the check character. */
    static String slip(String number, Random chance) {
        StringBuilder n = new StringBuilder(number);
        int at = chance.nextInt(17);
        switch (chance.nextInt(5)) {
            case 0 -> n.setCharAt(at, other(n.charAt(at), chance));
            case 1 -> {
                int i = chance.nextInt(16);
                char c = n.charAt(i);
                n.setCharAt(i, n.charAt(i + 1));
                n.setCharAt(i + 1, c);
                if (n.charAt(i) == c) {
                    n.setCharAt(at, other(n.charAt(at), chance));
                }
            }
            case 2 -> n.deleteCharAt(at);
            case 3 -> n.insert(at, n.charAt(at));
            default ->
                n.setCharAt(17, n.charAt(17) == 'X' ? '5' : n.charAt(17) == '9' ? 'X' : (char) (n.charAt(17) + 1));
        }
        return n.toString();
    }

    private static char other(char digit, Random chance) {
        return (char) ('0' + (digit - '0' + 1 + chance.nextInt(9)) % 10);
    }

    /** A number taken for a quantity. One with X stays text. */
    static String spreadsheet(String number, Random chance) {
        if (number.endsWith("X")) {
            return number;
        }
        long value = Long.parseLong(number);
        return switch (chance.nextInt(3)) {
            case 0 -> number.substring(0, 15) + "000";
            case 1 -> String.format("%.14E", (double) value).replace("E+", "E+");
            default -> Long.toString((long) (double) value);
        };
    }

    /** The same number written otherwise: nothing is lost. */
    static String dress(String number, Random chance) {
        return switch (chance.nextInt(8)) {
            case 0 -> number.toLowerCase(java.util.Locale.ROOT);
            case 1 -> wide(number);
            case 2 -> number.substring(0, 6) + " " + number.substring(6, 14) + " " + number.substring(14);
            case 3 -> "\u200B" + number;
            case 4 -> "\uFEFF" + number + "\t";
            case 5 -> "'" + number;
            case 6 ->
                number.startsWith("19", 6) && chance.nextBoolean()
                        ? number.substring(0, 6) + number.substring(8, 17)
                        : number;
            default -> "\u00A0" + number + " ";
        };
    }

    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        for (char c : text.toCharArray()) {
            wide.append((char) (c - '!' + '！'));
        }
        return wide.toString();
    }

    static String homophone(String name, Random chance) {
        return replace(name, HOMOPHONES, chance);
    }

    static String dialect(String name, Random chance) {
        return replace(name, DIALECT, chance);
    }

    static String lookalike(String name, Random chance) {
        return replace(name, LOOKALIKE, chance);
    }

    private static String replace(String name, String[] groups, Random chance) {
        int from = chance.nextInt(name.length());
        for (int i = 0; i < name.length(); i++) {
            int at = (from + i) % name.length();
            for (String group : groups) {
                int in = group.indexOf(name.charAt(at));
                if (in >= 0 && group.length() > 1) {
                    char c = group.charAt((in + 1 + chance.nextInt(group.length() - 1)) % group.length());
                    return name.substring(0, at) + c + name.substring(at + 1);
                }
            }
        }
        return name;
    }

    static String traditional(String name) {
        StringBuilder text = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            int in = TRADITIONAL.indexOf(name.charAt(i));
            if (in >= 0 && in % 2 == 0) {
                text.setCharAt(i, TRADITIONAL.charAt(in + 1));
            }
        }
        return text.toString();
    }

    static String blank(String name) {
        return name.length() == 2 ? name.charAt(0) + (name.hashCode() % 2 == 0 ? "　" : "  ") + name.charAt(1) : name;
    }

    static String dots(String name, Random chance) {
        return name.replace("·", List.of("•", "・", ".", "", "．", "‧").get(chance.nextInt(6)));
    }

    /** A rare character lost by the program. */
    static String lost(String name, Random chance) {
        int at = 1 + chance.nextInt(name.length() - 1);
        return name.substring(0, at) + (chance.nextBoolean() ? "?" : "\uE863") + name.substring(at + 1);
    }

    static String maskName(String name, int style) {
        return switch (style) {
            case 0 ->
                name.length() > 2
                        ? name.charAt(0) + "*".repeat(name.length() - 2) + name.charAt(name.length() - 1)
                        : name.charAt(0) + "*";
            case 1 -> name.charAt(0) + "某" + (name.length() > 2 ? "某" : "");
            case 2 -> "*" + name.substring(1);
            default -> name.charAt(0) + "*".repeat(name.length() - 1);
        };
    }
}
