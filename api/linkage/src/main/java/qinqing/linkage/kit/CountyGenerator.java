package qinqing.linkage.kit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * A synthetic county: clans in villages, families of three generations, officials and what they declare, and lists of every
 * kind of carelessness with the truth beside them. The same seed gives the same files. Nobody in it exists.
 */
final class CountyGenerator {

    private static final String SURNAMES =
            "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤冉庹";
    private static final String MALE = "伟强军杰明勇刚平辉斌波涛峰超林华国文志建海龙飞鹏磊宇浩世义德贵福先清春成新东云红玉金永兴庆学进连荣宝祥胜良才光亮宏俊凯振坤安生有发长根全仁忠";
    private static final String FEMALE = "丽芳敏静燕艳霞玲梅秀兰英红云萍琴凤婷佳思怡慧娟莉桂珍玉洁琳雪倩颖欣蓉菊素碧淑群碧翠晓小春明华清容芬莲会琼仙芝";
    private static final String[] UIGHUR = {"阿依古丽·买买提", "阿不都热合曼·吐尔逊", "古丽娜尔·艾合买提", "买买提江·玉素甫", "帕提古丽·阿卜杜拉", "艾力·吾斯曼"};
    private static final String VILLAGE = "红星东风龙凤石桥青山白云双河大坪黄泥马鞍柏树清水金竹新民团结和平光明永安太平高峰长岭石板天堂观音月亮茶园杨柳梨树桃源";
    private static final String TOWN = "保家郁山高谷桑柘鹿角黄家普子龙射连湖平安长生新田";
    private static final String[] RELATIONS = {
        "配偶", "父亲", "母亲", "儿子", "女儿", "兄弟", "姐妹", "岳父", "岳母", "妻兄弟", "妻姐妹", "兄弟之配偶"
    };
    private static final String[] PROGRAMS = {"农村低保", "临时救助", "危房改造", "产业奖补", "公益性岗位", "耕地地力保护补贴", "养老服务补贴", "村道工程"};

    private static final class Person {
        String name = "";
        String number = "";
        String phone = "";
        int town;
        int village;
        int group;
        int house;
        boolean male;
        int birth;
        String declared = "";
        int trap;
    }

    private record Declared(String relativeId, Person person) {}

    private final Random chance;
    private final CountyStyle style;
    private final int officials;
    private final int rows;
    private final List<Person> people = new ArrayList<>();
    private final List<Declared> declared = new ArrayList<>();
    private final List<List<Integer>> declaredBy = new ArrayList<>();
    private final int villages;
    private final java.util.Set<String> numbers = new java.util.HashSet<>();

    CountyGenerator(long seed, CountyStyle style, int officials, int rows) {
        this.chance = new Random(seed);
        this.style = style;
        this.officials = officials;
        this.rows = rows;
        this.villages = Math.clamp(rows / 2500 + 8, 8, 280);
    }

    private boolean hit(double p) {
        return chance.nextDouble() < p;
    }

    void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> officialLines = new ArrayList<>();
        List<String> relativeLines = new ArrayList<>();
        families(officialLines, relativeLines);
        namesakes();
        while (people.size() < rows * 0.7) {
            stranger();
        }
        lines(folder.resolve("officials.csv"), String.join(",", Inputs.OFFICIAL), officialLines);
        lines(folder.resolve("relatives.csv"), String.join(",", Inputs.RELATIVE), relativeLines);
        beneficiaries(folder);
    }

    private static void lines(Path file, String header, List<String> lines) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(header + "\n");
            for (String line : lines) {
                out.write(line + "\n");
            }
        }
    }

    // --- people ---

    private Person person(char surname, boolean male, int year, int town, int village, int group, int house) {
        Person p = new Person();
        p.male = male;
        p.birth = year * 10_000 + (1 + chance.nextInt(12)) * 100 + 1 + chance.nextInt(28);
        p.town = town;
        p.village = village;
        p.group = group;
        p.house = house;
        p.name = hit(0.004) ? UIGHUR[chance.nextInt(UIGHUR.length)] : surname + given(male, hit(0.3) ? 1 : 2, '\0');
        p.number = number(p.birth, male);
        p.phone = hit(0.85) ? phone() : "";
        p.declared = p.phone;
        people.add(p);
        declaredBy.add(new ArrayList<>(0));
        p.trap = people.size() - 1;
        return p;
    }

    private String given(boolean male, int length, char generation) {
        String pool = male ? MALE : FEMALE;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < length; i++) {
            double skew = chance.nextDouble();
            name.append(i == 0 && generation != 0 ? generation : pool.charAt((int) (skew * skew * pool.length())));
        }
        return name.toString();
    }

    private String phone() {
        return "1" + "3579".charAt(chance.nextInt(4)) + String.format("%09d", chance.nextInt(1_000_000_000));
    }

    private String number(int birth, boolean male) {
        String[] divisions = {"500243", "500243", "500243", "500243", "513523", "500101", "512301"};
        while (true) {
            int sequence = chance.nextInt(500) * 2 + (male ? 1 : 0);
            String body = divisions[chance.nextInt(divisions.length)] + birth + String.format("%03d", sequence % 1000);
            String number = body + check(body);
            if (numbers.add(number)) {
                return number;
            }
        }
    }

    static char check(String body) {
        int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (body.charAt(i) - '0') * weights[i];
        }
        return "10X98765432".charAt(sum % 11);
    }

    private char clan(int village) {
        Random own = new Random(village * 31L + 7);
        int first = own.nextInt(40);
        double r = chance.nextDouble();
        int index = r < 0.3 ? first : r < 0.45 ? own.nextInt(60) : (int) (r * chance.nextDouble() * SURNAMES.length());
        return SURNAMES.charAt(index);
    }

    private void stranger() {
        int village = chance.nextInt(villages);
        int house = 1 + chance.nextInt(90);
        int group = 1 + house % 8;
        char surname = clan(village);
        int year = 1950 + chance.nextInt(30);
        Person father = person(surname, true, year, village % 12, village, group, house);
        person(clan(chance.nextInt(villages)), false, year + chance.nextInt(5), village % 12, village, group, house);
        children(father, surname, year + 22 + chance.nextInt(8));
    }

    private List<Person> children(Person parent, char surname, int year) {
        List<Person> children = new ArrayList<>();
        char generation = hit(0.4) ? MALE.charAt(chance.nextInt(MALE.length())) : 0;
        int n = chance.nextInt(4);
        for (int i = 0; i < n; i++) {
            boolean male = chance.nextBoolean();
            Person child = person(surname, male, year + 2 * i, parent.town, parent.village, parent.group, parent.house);
            if (generation != 0 && male) {
                child.name = surname + given(true, 2, generation);
            }
            if (hit(0.3)) {
                child.phone = parent.phone;
                child.declared = hit(0.5) ? parent.phone : phone();
            }
            for (Person older : children) { // no family gives two children one name
                while (older.name.equals(child.name)) {
                    child.name = surname + given(male, 2, generation);
                }
            }
            children.add(child);
            if (hit(0.02)) {
                Person twin =
                        person(surname, male, year + 2 * i, parent.town, parent.village, parent.group, parent.house);
                twin.birth = child.birth;
                int sequence = Math.min(997, Integer.parseInt(child.number.substring(14, 17)) + 2);
                String body = child.number.substring(0, 14) + String.format("%03d", sequence);
                twin.number = body + check(body);
                twin.name = surname + given(male, 2, child.name.length() > 2 ? child.name.charAt(1) : generation);
                while (twin.name.equals(child.name)) {
                    twin.name = surname + given(male, 2, '\0');
                }
                numbers.add(twin.number);
                children.add(twin);
            }
        }
        return children;
    }

    private void families(List<String> officialLines, List<String> relativeLines) {
        int relativeNumber = 0;
        for (int o = 0; o < officials; o++) {
            String officialId = "O" + (100_000 + o);
            int village = chance.nextInt(villages);
            int house = 1 + chance.nextInt(90);
            char surname = clan(village);
            int year = 1938 + chance.nextInt(25);
            Person father = person(surname, true, year, village % 12, village, 1 + house % 8, house);
            Person mother = person(
                    clan(chance.nextInt(villages)), false, year + 1, village % 12, village, 1 + house % 8, house);
            List<Person> siblings = children(father, surname, year + 23);
            Person self = person(surname, hit(0.7), year + 24, village % 12, village, 1 + house % 8, house);
            int other = chance.nextInt(villages);
            int otherHouse = 1 + chance.nextInt(90);
            char otherSurname = clan(other);
            Person fatherInLaw =
                    person(otherSurname, true, year + 2, other % 12, other, 1 + otherHouse % 8, otherHouse);
            Person motherInLaw =
                    person(clan(other), false, year + 3, other % 12, other, 1 + otherHouse % 8, otherHouse);
            List<Person> inLaws = children(fatherInLaw, otherSurname, year + 25);
            Person spouse =
                    person(otherSurname, !self.male, year + 25, self.town, self.village, self.group, self.house);
            List<Person> kids = children(self, surname, year + 50);
            officialLines.add(join(
                    officialId,
                    self.name,
                    self.male ? "男" : "女",
                    self.number,
                    self.phone,
                    "某某镇人民政府",
                    "干部",
                    address(self, 0),
                    address(self, 0)));
            declaredBy.get(self.trap).add(-1 - o);
            officialPeople.add(self);
            List<Person> list = new ArrayList<>(List.of(spouse, father, mother));
            List<String> relations = new ArrayList<>(List.of(RELATIONS[0], RELATIONS[1], RELATIONS[2]));
            for (Person kid : kids) {
                list.add(kid);
                relations.add(kid.male ? RELATIONS[3] : RELATIONS[4]);
            }
            for (Person sibling : siblings) {
                list.add(sibling);
                relations.add(sibling.male ? RELATIONS[5] : RELATIONS[6]);
            }
            list.add(fatherInLaw);
            relations.add(RELATIONS[7]);
            list.add(motherInLaw);
            relations.add(RELATIONS[8]);
            for (Person inLaw : inLaws) {
                list.add(inLaw);
                relations.add(inLaw.male ? RELATIONS[9] : RELATIONS[10]);
            }
            if (o > 0 && hit(0.08)) { // a brother who is an official too declares the same father
                Declared again = declared.get(chance.nextInt(declared.size()));
                list.add(again.person);
                relations.add("兄弟");
            }
            for (int i = 0; i < list.size(); i++) {
                Person p = list.get(i);
                String id = "R" + (1_000_000 + relativeNumber++);
                boolean dead = p.birth < 19500101 && hit(0.2);
                relativeLines.add(join(
                        id,
                        officialId,
                        relations.get(i),
                        p.name,
                        p.male ? "男" : "女",
                        hit(style.noNumber()) ? "" : p.number,
                        hit(0.8) ? p.declared : "",
                        address(p, 0),
                        hit(0.1) ? "某某有限公司" : "",
                        dead ? "去世" : "正常",
                        dead ? "2023-05-0" + (1 + chance.nextInt(9)) : ""));
                declaredBy.get(p.trap).add(declared.size());
                declared.add(new Declared(id, p));
            }
        }
    }

    private final List<Person> officialPeople = new ArrayList<>();

    /** Hard traps on purpose: the same name in the same village, and numbers that a mask cannot tell apart. */
    private void namesakes() {
        int n = declared.size();
        for (int i = 0; i < n / 25; i++) {
            Person p = declared.get(chance.nextInt(n)).person;
            Person other = person(
                    p.name.charAt(0),
                    p.male,
                    1945 + chance.nextInt(60),
                    p.town,
                    p.village,
                    1 + chance.nextInt(8),
                    1 + chance.nextInt(90));
            other.name = p.name;
        }
        for (int i = 0; i < n / 40; i++) {
            Person p = declared.get(chance.nextInt(n)).person;
            Person other = person(
                    p.name.charAt(0),
                    p.male,
                    p.birth / 10_000,
                    p.town,
                    chance.nextInt(villages),
                    1,
                    1 + chance.nextInt(90));
            other.birth = p.birth;
            int sequence = (Integer.parseInt(p.number.substring(14, 17)) + 100 + 2 * chance.nextInt(300)) % 1000;
            String body = p.number.substring(0, 14) + String.format("%03d", sequence);
            if (numbers.add(body + check(body))) {
                other.number = body + check(body);
            }
        }
    }

    // --- lists ---

    private String town(int town) {
        return TOWN.substring(town * 2 % TOWN.length(), town * 2 % TOWN.length() + 2);
    }

    private String village(int village) {
        String base = VILLAGE.substring(village * 2 % VILLAGE.length(), village * 2 % VILLAGE.length() + 2);
        int round = village * 2 / VILLAGE.length();
        return round == 0 ? base : base.charAt(0) + "上下前后内外大小新老".substring(round % 11 - 1, round % 11) + base.charAt(1);
    }

    private String address(Person p, int form) {
        String county = "重庆市彭水苗族土家族自治县";
        String t = town(p.town);
        String v = village(p.village);
        String[] numerals = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
        return switch (form) {
            case 0 -> county + t + "镇" + v + "村" + p.group + "组" + p.house + "号";
            case 1 -> "彭水县" + t + "镇" + v + "村" + p.group + "组";
            case 2 -> t + "镇" + v + "村" + numerals[p.group] + "组";
            case 3 -> v + "村" + p.group + "组";
            case 4 -> t + "街道" + v + "社区";
            case 5 -> t + "镇" + v + "村";
            case 6 -> t + v + p.group + "组" + p.house + "号";
            default -> v + "村";
        };
    }

    private static String join(String... cells) {
        StringJoiner line = new StringJoiner(",");
        for (String cell : cells) {
            line.add(LinkCommand.quoted(cell));
        }
        return line.toString();
    }

    private final class ListHabits {
        final String id;
        final String program = PROGRAMS[chance.nextInt(PROGRAMS.length)];
        final int numbers;
        final int mask;
        final boolean spreadsheet = hit(style.spreadsheet());
        final boolean phones = hit(style.phones());
        final boolean maskedPhones = hit(0.12);
        final boolean addresses = hit(style.addresses());
        final int form = chance.nextInt(8);
        final int maskedNames = hit(style.maskedNames()) ? chance.nextInt(4) : -1;
        final double nameSlips = style.nameSlips() * (hit(0.2) ? 3 : 0.5);
        final double numberSlips = style.numberSlips() * (hit(0.2) ? 3 : 0.5);
        final boolean dressed = hit(0.3);
        final boolean company;

        ListHabits(int n) {
            id = "L" + (1000 + n);
            double r = chance.nextDouble();
            numbers = r < style.fullNumbers() ? 2 : r < style.fullNumbers() + style.maskedNumbers() ? 1 : 0;
            mask = style.firstMask() + chance.nextInt(style.lastMask() - style.firstMask() + 1);
            company = hit(0.06);
        }
    }

    private void beneficiaries(Path folder) throws IOException {
        List<ListHabits> habits = new ArrayList<>();
        for (int i = 0; i < Math.max(6, rows / 600); i++) {
            habits.add(new ListHabits(i));
        }
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("beneficiaries.csv"));
                BufferedWriter gold = Files.newBufferedWriter(folder.resolve("gold.csv"));
                BufferedWriter traps = Files.newBufferedWriter(folder.resolve("traps.csv"))) {
            out.write(String.join(",", Inputs.BENEFICIARY) + "\n");
            gold.write("relative_id,beneficiary_id,role,damage\n");
            traps.write("relative_id,beneficiary_id,trap\n");
            for (int i = 0; i < rows; i++) {
                row("B" + (10_000_000 + i), habits.get(chance.nextInt(habits.size())), out, gold, traps);
            }
        }
    }

    private Person anyone() {
        if (hit(0.06)) {
            return declared.get(chance.nextInt(declared.size())).person;
        }
        return hit(0.003)
                ? officialPeople.get(chance.nextInt(officialPeople.size()))
                : people.get(chance.nextInt(people.size()));
    }

    private void row(String id, ListHabits list, BufferedWriter out, BufferedWriter gold, BufferedWriter traps)
            throws IOException {
        Person p = anyone();
        StringJoiner damage = new StringJoiner("+");
        String printedNumber = p.number;
        Person reused = null;
        if (hit(0.0015)) { // someone else's row carries a declared relative's number
            reused = declared.get(chance.nextInt(declared.size())).person;
            printedNumber = reused == p ? printedNumber : reused.number;
        }
        String number = printNumber(printedNumber, list, damage);
        String name = printName(p.name, list, damage);
        String phone = "";
        if (list.phones && hit(0.9)) {
            phone = hit(0.01)
                    ? "1380000" + String.format("%04d", p.village)
                    : hit(style.movedPhones()) ? phone() : p.phone;
            if (list.maskedPhones && phone.length() == 11) {
                phone = phone.substring(0, 3) + "****" + phone.substring(7);
            }
        }
        Person home = p;
        if (hit(style.movedHomes())) {
            home = people.get(chance.nextInt(people.size()));
            damage.add("moved");
        }
        String address = list.addresses ? address(home, list.form) : "";
        String day = "2024-0" + (1 + chance.nextInt(9)) + "-1" + chance.nextInt(10);
        boolean agent = hit(0.3);
        String company = "彭水" + village(p.village) + "建筑工程有限公司";
        String uscc = "91500243MA5U" + String.format("%06d", p.trap % 1_000_000);
        if (list.company) {
            out.write(join(
                    id,
                    list.id,
                    list.program,
                    "2024",
                    "企业",
                    company,
                    "",
                    agent ? "" : phone,
                    "",
                    company,
                    uscc,
                    agent ? "某甲" : name,
                    agent ? "" : number,
                    agent ? name : "",
                    agent ? number : "",
                    agent ? phone : "",
                    "10000",
                    day));
        } else {
            out.write(join(
                    id,
                    list.id,
                    list.program,
                    "2024",
                    "个人",
                    name,
                    number,
                    phone,
                    address,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "" + (100 + chance.nextInt(5000)),
                    day));
        }
        out.write("\n");
        String role = list.company ? agent ? "agent" : "legal_rep" : "beneficiary";
        if (damage.length() == 0) {
            damage.add(list.numbers == 2 ? "none" : list.numbers == 1 ? "masked" : "no-number");
        }
        if (reused != null && reused != p && list.numbers == 2) {
            for (int d : declaredBy.get(reused.trap)) {
                traps.write(
                        (d < 0 ? "O" + (100_000 - d - 1) : declared.get(d).relativeId) + "," + id + ",reused-number\n");
            }
        }
        for (int d : declaredBy.get(p.trap)) {
            gold.write((d < 0 ? "O" + (100_000 - d - 1) : declared.get(d).relativeId) + "," + id + ","
                    + (d < 0 ? "official_self" : role) + "," + (reused != null && reused != p ? "other-number" : damage)
                    + "\n");
        }
    }

    private String printNumber(String number, ListHabits list, StringJoiner damage) {
        if (list.numbers == 0 || hit(0.02)) {
            return "";
        }
        String text = number;
        if (list.numbers == 2 && hit(list.numberSlips)) {
            damage.add("number-slip");
            return Damage.slip(text, chance);
        }
        if (list.numbers == 1) {
            damage.add("masked");
            return Damage.MASKS.get(list.mask).apply(text);
        }
        if (list.spreadsheet) {
            String ruined = Damage.spreadsheet(text, chance);
            if (!ruined.equals(text)) {
                damage.add("spreadsheet");
            }
            return ruined;
        }
        if (list.dressed) {
            damage.add("dressed");
            return Damage.dress(text, chance);
        }
        return text;
    }

    private String printName(String name, ListHabits list, StringJoiner damage) {
        String text = name;
        if (hit(list.nameSlips)) {
            String before = text;
            text = switch (chance.nextInt(6)) {
                case 0, 1 -> Damage.homophone(text, chance);
                case 2 -> Damage.dialect(text, chance);
                case 3 -> Damage.lookalike(text, chance);
                case 4 -> Damage.lost(text, chance);
                default -> Damage.traditional(text);
            };
            if (!text.equals(before)) {
                damage.add("name-slip");
            }
        }
        if (text.indexOf('·') > 0) {
            damage.add("dots");
            text = Damage.dots(text, chance);
        }
        if (text.length() == 2 && hit(0.05)) {
            text = Damage.blank(text);
        }
        if (list.maskedNames >= 0 && text.length() >= 2) {
            damage.add("masked-name");
            text = Damage.maskName(text.replace(" ", "").replace("　", ""), list.maskedNames);
        }
        return text;
    }
}
