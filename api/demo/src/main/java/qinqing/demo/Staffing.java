package qinqing.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import qinqing.kernel.Kinship;
import qinqing.kernel.Sex;
import qinqing.unit.UnitKind;

/** Fills the units with officials, so that every declaration finds its signer and every unit its clerk. */
final class Staffing {

    private static final String INSPECTION_BODY = "区纪委";
    private static final Set<Rank> SENIOR = Set.of(Rank.PARTY_HEAD, Rank.INSPECTION_HEAD, Rank.LEADERSHIP_MEMBER);

    private final long seed;
    private final CountySize size;
    private final Gazetteer places;
    private final Kindred kindred;
    private final Dice dice;

    final List<SyntheticUnit> units = new ArrayList<>();
    final List<SyntheticOfficial> officials = new ArrayList<>();
    final List<SyntheticAccount> accounts = new ArrayList<>();
    final Map<String, Desk> desks = new LinkedHashMap<>();
    private final Map<String, String> unitByName = new LinkedHashMap<>();
    private final Map<String, SyntheticUnit> unitByCode = new LinkedHashMap<>();
    private final Set<Person> taken = new HashSet<>();

    /** Who works for a unit on the platform: never inspection staff at the clerk's or the responsible leader's (A6.1). */
    record Desk(
            SyntheticOfficial head,
            SyntheticOfficial responsibleLeader,
            SyntheticOfficial clerk,
            SyntheticOfficial verifier) {}

    Staffing(long seed, CountySize size, Gazetteer places, Kindred kindred) {
        this.seed = seed;
        this.size = size;
        this.places = places;
        this.kindred = kindred;
        this.dice = new Dice(seed, 41);
    }

    void fill() {
        buildUnits();
        var bodies = units.stream().filter(unit -> unit.code().startsWith("J")).toList();
        for (var township : places.townships()) {
            staffTownship(township, size == CountySize.SMALL ? 7 : 60);
        }
        var left = size.officials() - officials.size();
        for (var i = 0; i < bodies.size(); i++) {
            var share = left / bodies.size() + (i < left % bodies.size() ? 1 : 0);
            staffBody(bodies.get(i), share);
        }
    }

    String unitNamed(String name) {
        var code = unitByName.get(name);
        if (code == null) {
            throw new IllegalStateException("no unit is called " + name);
        }
        return code;
    }

    boolean hasUnitNamed(String name) {
        return unitByName.containsKey(name);
    }

    private void buildUnits() {
        add(new SyntheticUnit(Gazetteer.COUNTY, "涪陵区", UnitKind.COUNTY, null, Gazetteer.COUNTY));
        var few = List.of(INSPECTION_BODY, "区城乡建委", "区农委", "区民政局");
        for (var row : Gazetteer.openData("units-annex-1.csv")) {
            var name = row.getField("name");
            if (size == CountySize.COUNTY || few.contains(name)) {
                var code = "J" + PrintedNumbers.pad(Integer.parseInt(row.getField("number")), 3);
                add(new SyntheticUnit(code, name, kind(row), Gazetteer.COUNTY, null));
            }
        }
        for (var township : places.townships()) {
            add(new SyntheticUnit(
                    township.code(),
                    township.name(),
                    township.isStreet() ? UnitKind.STREET : UnitKind.TOWNSHIP,
                    Gazetteer.COUNTY,
                    township.code()));
            for (var village : township.villages()) {
                add(new SyntheticUnit(
                        village.code(),
                        village.name(),
                        village.community() ? UnitKind.COMMUNITY : UnitKind.VILLAGE,
                        township.code(),
                        village.code()));
                for (var group = 1; group <= village.groups(); group++) {
                    add(new SyntheticUnit(
                            groupCode(village, group),
                            village.name() + group + "组",
                            UnitKind.GROUP,
                            village.code(),
                            null));
                }
            }
        }
    }

    private static UnitKind kind(NamedCsvRecord row) {
        return row.getField("name").equals(INSPECTION_BODY)
                ? UnitKind.INSPECTION_BODY
                : UnitKind.valueOf(row.getField("kind"));
    }

    private void add(SyntheticUnit unit) {
        units.add(unit);
        unitByCode.put(unit.code(), unit);
        unitByName.putIfAbsent(unit.name(), unit.code());
    }

    private static String groupCode(Gazetteer.Village village, int group) {
        return village.code() + PrintedNumbers.pad(group, 2);
    }

    private SyntheticUnit unit(String code) {
        var unit = unitByCode.get(code);
        if (unit == null) {
            throw new IllegalStateException("no unit has the code " + code);
        }
        return unit;
    }

    private void staffBody(SyntheticUnit body, int count) {
        var inspection = body.name().equals(INSPECTION_BODY);
        var head = hire(body, Rank.PARTY_HEAD, inspection ? "区纪委书记、区监委主任" : "党组书记、主要负责人", "正处级", "主持全面工作", inspection);
        var discipline = hire(
                body, Rank.INSPECTION_HEAD, inspection ? "区纪委副书记、区监委副主任" : "党组成员、派驻纪检组组长", "副处级", "分管纪检监察工作", true);
        var responsible = hire(
                body,
                Rank.LEADERSHIP_MEMBER,
                inspection ? "机关党委书记" : "党组成员、副职领导",
                "副处级",
                "分管办公室、信息公开工作，涉权事项公开工作责任领导",
                false);
        var leaders = new ArrayList<>(List.of(responsible));
        for (var i = 0; i < Math.clamp((count - 5) / 8, 0, 4); i++) {
            leaders.add(hire(
                    body,
                    Rank.LEADERSHIP_MEMBER,
                    "党组成员、副职领导",
                    "副处级",
                    dice.oneOf("分管项目管理", "分管财务、政府采购", "分管业务科室"),
                    false));
        }
        var clerk = hire(body, Rank.SECTION_STAFF, "办公室工作人员", "科员", "文电、信息公开、涉权事项公开平台录入", false);
        var verifier = hire(body, Rank.SECTION_STAFF, "计划财务科科长", "正科级", "项目资金审核与核查", false);
        sign(head, discipline);
        sign(discipline, head);
        leaders.forEach(leader -> sign(leader, head));
        sign(clerk, responsible);
        sign(verifier, dice.pick(leaders));
        for (var i = 4 + leaders.size(); i < count; i++) {
            var post = dice.oneOf("业务科工作人员", "业务科副科长", "项目科科长", "下属事业单位工作人员", "窗口工作人员");
            var staff = hire(
                    body,
                    Rank.SECTION_STAFF,
                    inspection ? "纪检监察室工作人员" : post,
                    dice.oneOf("科员", "副科级", "正科级"),
                    inspection ? "监督检查、审查调查" : dice.oneOf("项目申报与验收", "资金拨付初审", "政策宣传与信访接待", "业务统计与档案"),
                    inspection);
            sign(staff, dice.pick(leaders));
        }
        desk(body, new Desk(head, responsible, clerk, verifier), discipline, leaders);
    }

    private void staffTownship(Gazetteer.Township township, int count) {
        var unit = unit(township.code());
        var street = township.isStreet();
        var head = hire(unit, Rank.PARTY_HEAD, street ? "党工委书记" : "党委书记", "正处级", "主持全面工作", false);
        var discipline = hire(unit, Rank.INSPECTION_HEAD, street ? "纪工委书记" : "纪委书记", "副处级", "主持纪检监察工作", true);
        var mayor = hire(unit, Rank.LEADERSHIP_MEMBER, street ? "办事处主任" : "镇（乡）长", "正处级", "主持政府工作，涉权事项公开工作责任领导", false);
        var leaders = new ArrayList<>(List.of(mayor));
        for (var i = 0; i < (size == CountySize.SMALL ? 2 : 6); i++) {
            leaders.add(hire(
                    unit,
                    Rank.LEADERSHIP_MEMBER,
                    street ? "办事处副主任" : "副镇（乡）长",
                    "副处级",
                    dice.oneOf("分管农业农村、水利，驻村", "分管民政、社会事务，驻村", "分管村镇建设、交通，驻村"),
                    false));
        }
        var clerk = hire(unit, Rank.SECTION_STAFF, "党政办公室工作人员", "科员", "党务公开、涉权事项公开平台录入", false);
        var verifier = hire(unit, Rank.SECTION_STAFF, "社会事务办公室主任", "正科级", "民政、惠民资金审核与核查", false);
        sign(head, discipline);
        sign(discipline, head);
        leaders.forEach(leader -> sign(leader, head));
        sign(clerk, mayor);
        sign(verifier, dice.pick(leaders));
        for (var i = 4 + leaders.size(); i < count; i++) {
            var staff = hire(
                    unit,
                    Rank.SECTION_STAFF,
                    dice.oneOf("经济发展办公室工作人员", "农业服务中心工作人员", "村镇建设服务中心工作人员", "社会保障服务所工作人员"),
                    dice.oneOf("科员", "副科级", "正科级"),
                    dice.oneOf("产业项目申报与验收", "农业技术推广", "危房改造与村镇建设", "低保、临时救助初审"),
                    false);
            sign(staff, dice.pick(leaders));
        }
        desk(unit, new Desk(head, mayor, clerk, verifier), discipline, leaders);
        var turn = 0;
        for (var village : township.villages()) {
            staffVillage(village, leaders.get(turn++ % leaders.size()));
        }
    }

    private void staffVillage(Gazetteer.Village village, SyntheticOfficial stationed) {
        var unit = unit(village.code());
        var cadres = size == CountySize.SMALL ? 2 : 4;
        for (var i = 0; i < cadres; i++) {
            var secretary = village.community() ? "社区党委书记、居委会主任" : "村党支部书记、村委会主任";
            var post = List.of(secretary, "综合服务专干", "综治专干", "本土人才").get(i);
            sign(
                    hire(unit, Rank.VILLAGE_CADRE, post, "无", i == 0 ? "主持村（社区）全面工作" : "村（居）务公开、惠民政策申报", false),
                    stationed);
        }
        for (var group = 1; group <= (size == CountySize.SMALL ? 1 : village.groups()); group++) {
            var at = unit(groupCode(village, group));
            sign(hire(at, Rank.GROUP_HEAD, "村（居）民小组长", "无", "本组惠民政策申报、矛盾调解", false), stationed);
        }
    }

    private static void sign(SyntheticOfficial declarant, SyntheticOfficial signer) {
        declarant.signedBy(signer);
    }

    private void desk(SyntheticUnit unit, Desk desk, SyntheticOfficial discipline, List<SyntheticOfficial> leaders) {
        desks.put(unit.code(), desk);
        account(desk.clerk(), unit, "CLERK");
        account(desk.verifier(), unit, "VERIFIER");
        account(desk.responsibleLeader(), unit, "VERIFIER");
        account(desk.head(), unit, "ENDORSER");
        account(discipline, unit, "ENDORSER");
        leaders.forEach(leader -> account(leader, unit, "ENDORSER"));
        account(discipline, unit, "INSPECTOR");
        if (unit.name().equals(INSPECTION_BODY)) {
            // who sees the whole county is assigned to the county, and may be neither clerk nor responsible leader
            // (A6.1)
            for (var inspector : List.of(discipline, desk.head(), desk.verifier())) {
                account(inspector, units.getFirst(), "COUNTY_INSPECTOR");
            }
        }
    }

    private void account(SyntheticOfficial official, SyntheticUnit unit, String role) {
        accounts.add(new SyntheticAccount(
                official.number(), official.person().name(), official.person().phone(), unit.code(), role));
    }

    private SyntheticOfficial hire(
            SyntheticUnit unit, Rank rank, String post, String jobGrade, String duties, boolean inspection) {
        var local = unit.isPlaceBelowTownship();
        var person = local || !dice.chance(0.06) ? fresh(unit, rank) : fromKnownFamily(unit, rank);
        kindred.complete(person, local);
        taken.add(person);
        var official = new SyntheticOfficial(officials.size(), person, unit, rank, post, jobGrade, duties, inspection);
        officials.add(official);
        account(official, unit, "OFFICIAL");
        return official;
    }

    private Person fresh(SyntheticUnit unit, Rank rank) {
        var villages = places.villages();
        var village = unit.isPlaceBelowTownship()
                ? villages.stream()
                        .filter(v -> unit.code().startsWith(v.code()))
                        .findFirst()
                        .orElseThrow()
                : dice.pick(villages);
        var sex = dice.chance(0.33) ? Sex.FEMALE : Sex.MALE;
        var senior = SENIOR.contains(rank);
        var youngest = senior ? 36 : rank == Rank.GROUP_HEAD ? 38 : 25;
        var party = senior || dice.chance(0.75);
        return kindred.stranger(village, sex, youngest, rank == Rank.GROUP_HEAD ? 64 : 58, party);
    }

    /** Officials marry officials, and their brothers join the service: these two declare each other. */
    private Person fromKnownFamily(SyntheticUnit unit, Rank rank) {
        for (var tries = 0; tries < 12 && !officials.isEmpty(); tries++) {
            var kin = new ArrayList<>(
                    kindred.relativesOf(dice.pick(officials).person()).keySet());
            if (kin.isEmpty()) {
                continue;
            }
            var person = dice.pick(kin);
            var age = person.ageOn(SyntheticCounty.AS_OF);
            var senior = SENIOR.contains(rank);
            if (age >= (senior ? 36 : 25)
                    && age <= 58
                    && !taken.contains(person)
                    && (!senior || person.isPartyMember())) {
                return person;
            }
        }
        return fresh(unit, rank);
    }

    /** Who is declared, who is left out, and which lines have no ID number. */
    void declareAll() {
        for (var official : officials) {
            var own = new Dice(seed, 43, official.number());
            var told = new ArrayList<DeclaredRelative>();
            var kept = new ArrayList<DeclaredRelative>();
            var conceals = own.chance(size == CountySize.SMALL ? 0.08 : 0.02);
            for (var kin : kindred.relativesOf(official.person()).entrySet()) {
                var relative = line(own, kin.getKey(), kin.getValue());
                var adult = kin.getKey().ageOn(SyntheticCounty.AS_OF) >= 22;
                if (conceals && kept.isEmpty() && adult && own.chance(0.15)) {
                    kept.add(relative);
                } else {
                    told.add(relative);
                }
            }
            official.declare(told, kept);
        }
    }

    private DeclaredRelative line(Dice own, Person person, Kinship kinship) {
        var age = person.ageOn(SyntheticCounty.AS_OF);
        var working = age >= 22 && age < 60;
        var employer = !working ? "" : own.oneOf("务农", "务农", "务农", "外出务工", "个体工商户", "区内企业", "区属国有企业", "乡镇事业单位");
        var post = employer.startsWith("区") ? "职工" : "";
        return new DeclaredRelative(person, kinship, !own.chance(0.01), age < 18 ? "学生" : employer, post);
    }
}
