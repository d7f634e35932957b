package qinqing.demo;

import java.util.ArrayList;
import java.util.List;
import qinqing.kernel.Sex;

/**
 * Surnames in roughly their national frequency (per 10 000, with what is common in the mountains round the county a
 * little stronger) and given names by sex and decade of birth.
 */
final class Names {

    private static final String SURNAMES = """
            李 760 王 720 张 680 刘 530 陈 510 杨 330 赵 210 黄 230 周 230 吴 210 徐 150 孙 130 胡 140 朱 120 高 110 林 100 何 140
            郭 110 马 95 罗 120 梁 80 宋 78 郑 75 谢 80 韩 62 唐 76 冯 66 于 58 董 55 萧 20 肖 45 程 52 曹 52 袁 54 邓 62 许 54 傅 40
            沈 44 曾 58 彭 56 吕 46 苏 44 卢 46 蒋 50 蔡 44 贾 36 丁 40 魏 44 薛 28 叶 40 阎 14 余 52 潘 40 杜 42 戴 34 夏 36 钟 38 汪 38
            田 40 任 42 姜 34 范 34 方 36 石 36 姚 36 谭 46 廖 42 邹 34 熊 36 金 28 陆 28 郝 20 孔 18 白 24 崔 24 康 22 毛 26 邱 28 秦 30
            江 28 史 22 顾 18 侯 20 邵 20 孟 22 龙 28 万 26 段 22 雷 28 钱 18 汤 26 尹 24 黎 24 易 22 常 16 武 16 乔 14 贺 20 赖 22 龚 26
            文 28 冉 34 向 28 覃 16 牟 14 殷 12 况 10 代 16 古 10 游 14 瞿 8 骆 10 秧 1 倪 12 严 16 章 12 梅 12 盛 8 童 12 颜 12 樊 12
            温 12 庞 10 舒 14 项 8 祝 10 阮 8 聂 14 翁 6 安 10 焦 8 俞 8 管 8 卓 6 车 6 甘 10 蒲 10 敖 6 左 8 柏 4 湛 4 隆 5 夜 1 单 5
            解 4 仇 3 查 4 区 2 欧阳 14 司马 3 上官 3 诸葛 2 东方 1 夏侯 1 皇甫 2 尉迟 1 令狐 3
            """;

    /** Names with a middle dot, of people who married or moved in: the point of the dot is what the lists do to it. */
    private static final List<String> DOTTED_MEN =
            List.of("阿迪力·买买提", "艾力·吐尔逊", "尼玛·次仁", "扎西·多吉", "吉克·阿木", "阿尔孜·居马", "巴特尔·宝音", "木乃·拉铁");

    private static final List<String> DOTTED_WOMEN =
            List.of("古丽·阿依努尔", "阿依古丽·艾山", "卓玛·央金", "次仁·拉姆", "沙马·阿依", "热娜·吐尔逊", "娜仁·其其格", "吉克·阿呷");

    /** Per span of birth: share of one-character names, then the characters that begin and end the longer ones. */
    private enum Fashion {
        BEFORE_1950(0.06, "世国天永正明光德元大文兴绍泽登清朝廷仕长", "成富贵才福寿金荣华发银安云祥林海清友田高", "淑秀玉桂素永德碧世国正光先云", "英珍芳兰秀华贞碧清芬香容群玉琼"),
        FIFTIES(0.08, "建国志文明光德家永世正大新兴万昌中兴福胜", "国华明军民平林生发富全成祥忠才荣贵清海云", "秀玉桂淑素国建明光世文永", "英珍芳兰秀华琼碧群芬容蓉清香"),
        SIXTIES(0.12, "建国志卫永文明小光家世红德学正昌中大新万", "军华平明林强国兵生东忠全成祥福勇红贵刚", "秀小玉建国桂红淑素明晓文永", "英芳兰琼华容蓉群珍梅霞红碧芬"),
        SEVENTIES(0.22, "建小志永文国光家世晓红云海明大德兴昌学中", "军勇平华明林强波兵刚涛东辉伟春生红忠全", "小晓秀红玉丽春海明艳雪文世", "琴芳英容梅霞红燕华琼丽莉群蓉"),
        EIGHTIES(0.40, "小建志海文晓国云俊明永家世春光伟", "军波勇涛强林伟峰辉杰华平鹏飞刚龙", "小晓丽海雪春红艳玉冬文婷", "燕琴芳梅丽娟霞莉容蓉婷玲英敏"),
        NINETIES(0.36, "俊志文宇小海建嘉家鹏明云世天浩", "杰涛鹏伟豪林峰宇飞波龙强辉", "雪小晓思佳雨文婷慧玉丽欣", "婷雪燕娟莉萍玲梅琴怡静雯倩"),
        MILLENNIUM(0.12, "俊宇子浩文天嘉家鑫志泽梓明思", "杰轩宇豪涛鑫航林宸阳辉洋", "雨欣思佳梓诗雅语子静心怡", "欣怡婷涵琪萱颖雪彤瑶雯妍"),
        TENS(0.04, "梓浩宇子沐奕俊泽一铭皓宸嘉睿", "轩泽宇辰熙睿豪晨然霖航宸", "梓诗雨欣一语若可芷依思佳", "涵萱彤琪妍怡瑶汐玥桐诺悦");

        private final double single;
        private final String menFirst;
        private final String menLast;
        private final String womenFirst;
        private final String womenLast;

        Fashion(double single, String menFirst, String menLast, String womenFirst, String womenLast) {
            this.single = single;
            this.menFirst = menFirst;
            this.menLast = menLast;
            this.womenFirst = womenFirst;
            this.womenLast = womenLast;
        }

        static Fashion of(int year) {
            return values()[Math.clamp((year - 1940) / 10, 0, values().length - 1)];
        }
    }

    private static final List<String> NAMES = new ArrayList<>();
    private static final int[] UP_TO;

    static {
        var words = SURNAMES.trim().split("\\s+");
        UP_TO = new int[words.length / 2];
        var sum = 0;
        for (var i = 0; i < UP_TO.length; i++) {
            NAMES.add(words[2 * i]);
            sum += Integer.parseInt(words[2 * i + 1]);
            UP_TO[i] = sum;
        }
    }

    private Names() {}

    static boolean isSurname(String word) {
        return NAMES.contains(word);
    }

    static String surname(Dice dice) {
        var at = dice.between(1, UP_TO[UP_TO.length - 1]);
        var low = 0;
        var high = UP_TO.length - 1;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (UP_TO[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return NAMES.get(low);
    }

    /** @param generation the clan's character for this generation (字辈), or empty when the family has none */
    static String given(Dice dice, Sex sex, int year, String generation) {
        var fashion = Fashion.of(year);
        var first = sex == Sex.MALE ? fashion.menFirst : fashion.womenFirst;
        var last = sex == Sex.MALE ? fashion.menLast : fashion.womenLast;
        if (!generation.isEmpty()) {
            return generation + dice.pick(last);
        }
        if (dice.chance(fashion.single)) {
            return String.valueOf(dice.pick(last));
        }
        var begin = dice.pick(first);
        var end = year >= 1985 && dice.chance(0.04) ? begin : dice.pick(last);
        return "" + begin + end;
    }

    static String dotted(Dice dice, Sex sex) {
        return dice.pick(sex == Sex.MALE ? DOTTED_MEN : DOTTED_WOMEN);
    }

    static char generationCharacter(Dice dice) {
        return dice.pick("世代永昌兴隆光宗耀祖文章华国诗礼传家");
    }
}
