package qinqing.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import qinqing.demo.BeneficiaryFile.Format;
import qinqing.demo.SyntheticProgramme.Kind;

/** The programmes of a year and the lists the offices keep for them. */
final class Lists {

    private static final LocalDate FROM = LocalDate.of(2024, 1, 8);
    private static final LocalDate TO = LocalDate.of(2024, 12, 20);

    /** A fund of a department: name, unit of Annex 1, least and most yuan for one household. */
    private record Fund(String name, String unit, int lowest, int highest, Hand hand) {}

    private static final List<Fund> COUNTY_FUNDS = List.of(
            new Fund("农村危房改造补助", "区城乡建委", 7_500, 35_000, Hand.HOUSING),
            new Fund("特色产业发展以奖代补", "区农委", 1_000, 20_000, Hand.AGRICULTURE),
            new Fund("困难群众临时救助", "区民政局", 500, 6_000, Hand.CIVIL_AFFAIRS),
            new Fund("山坪塘整治以奖代补", "区水务局", 3_000, 15_000, Hand.WATER),
            new Fund("残疾人生活和护理补贴", "区残联", 600, 1_200, Hand.CIVIL_AFFAIRS),
            new Fund("生猪规模养殖项目补助", "区畜牧兽医局", 2_000, 30_000, Hand.AGRICULTURE),
            new Fund("退耕还林补助", "区林业局", 125, 2_500, Hand.TOWNSHIP_OFFICE),
            new Fund("三峡移民后期扶持补助", "区移民局", 600, 600, Hand.WATER),
            new Fund("农机购置补贴", "区农委", 300, 12_000, Hand.HOUSING),
            new Fund("创业担保贷款贴息", "区人力社保局", 1_000, 9_000, Hand.CIVIL_AFFAIRS),
            new Fund("最低生活保障金", "区民政局", 3_000, 9_600, Hand.CIVIL_AFFAIRS));

    private final long seed;
    private final CountySize size;
    private final Gazetteer places;
    private final Staffing staffing;
    private final Villagers villagers;

    final List<SyntheticProgramme> programmes = new ArrayList<>();
    final List<BeneficiaryFile> files = new ArrayList<>();

    Lists(long seed, CountySize size, Gazetteer places, Staffing staffing, Villagers villagers) {
        this.seed = seed;
        this.size = size;
        this.places = places;
        this.staffing = staffing;
        this.villagers = villagers;
    }

    void make() {
        var small = size == CountySize.SMALL;
        var everywhere = places.villages();
        var sizes = new int[] {420, 520, 380};
        var which = 0;
        for (var fund : small ? COUNTY_FUNDS.subList(0, 3) : COUNTY_FUNDS) {
            var programme = programme(fund.name(), Kind.FUND, false, staffing.unitNamed(fund.unit()), Gazetteer.COUNTY);
            var rows = small ? sizes[which] : 50_000;
            var format = List.of(Format.XLSX, Format.CSV_GB18030, Format.CSV_UTF_8_BOM, Format.CSV_UTF_8)
                    .get(which++ % 4);
            list(
                    programme,
                    fund.unit() + "2024年" + fund.name() + "发放表",
                    format,
                    fund.hand(),
                    rows,
                    everywhere,
                    fund.lowest(),
                    fund.highest());
        }
        contracts(everywhere);
        var universal = programme("耕地地力保护补贴", Kind.FUND, true, staffing.unitNamed("区农委"), Gazetteer.COUNTY);
        list(
                universal,
                "区农委2024年耕地地力保护补贴花名册",
                Format.CSV_UTF_8,
                Hand.TOWNSHIP_OFFICE,
                small ? 700 : 200_000,
                everywhere,
                80,
                1_500);
        townshipFunds();
    }

    private void contracts(List<Gazetteer.Village> everywhere) {
        var small = size == CountySize.SMALL;
        var roads = programme(
                "村道硬化工程",
                Kind.CONSTRUCTION,
                false,
                staffing.unitNamed("区城乡建委"),
                everywhere.getFirst().code());
        list(
                roads,
                "区城乡建委2024年村道硬化工程承建单位表",
                Format.XLSX,
                Hand.BUILDING_CONTRACTS,
                small ? 48 : 1_500,
                everywhere,
                80_000,
                900_000);
        var bidding = programme("招标代理服务", Kind.SERVICE, false, staffing.unitNamed("区农委"), Gazetteer.COUNTY);
        list(
                bidding,
                "区农委2024年招标代理及设计服务承接表",
                Format.CSV_UTF_8_BOM,
                Hand.SERVICE_CONTRACTS,
                small ? 32 : 800,
                everywhere,
                5_000,
                150_000);
        if (!small) {
            var water = programme(
                    "农村饮水安全巩固提升工程",
                    Kind.CONSTRUCTION,
                    false,
                    staffing.unitNamed("区水务局"),
                    everywhere.getLast().code());
            list(
                    water,
                    "区水务局2024年农村饮水工程承建单位表",
                    Format.CSV_GB18030,
                    Hand.BUILDING_CONTRACTS,
                    1_200,
                    everywhere,
                    60_000,
                    700_000);
        }
    }

    /** Whatever the county's lists leave of the total goes to the townships, in lists of their own. */
    private void townshipFunds() {
        var funds = size == CountySize.SMALL ? List.of("农村改厕先建后补") : List.of("农村改厕先建后补", "人居环境整治以奖代补");
        var lists = places.townships().size() * funds.size();
        var left = size.beneficiaryRows()
                - files.stream().mapToInt(BeneficiaryFile::rowCount).sum();
        var made = 0;
        for (var township : places.townships()) {
            for (var name : funds) {
                var programme = programme(township.name() + name, Kind.FUND, false, township.code(), township.code());
                var rows = left / lists + (made < left % lists ? 1 : 0);
                list(
                        programme,
                        township.name() + "2024年" + name + "公示表",
                        Format.values()[made % Format.values().length],
                        Hand.FOR_FUNDS.get((made + 3) % Hand.FOR_FUNDS.size()),
                        rows,
                        township.villages(),
                        400,
                        2_600);
                made++;
            }
        }
    }

    private SyntheticProgramme programme(String name, Kind kind, boolean universal, String unit, String division) {
        var code = "P" + PrintedNumbers.pad(programmes.size() + 1, 3);
        var programme = new SyntheticProgramme(code, "2024年" + name, kind, universal, unit, division, FROM, TO);
        programmes.add(programme);
        return programme;
    }

    private void list(
            SyntheticProgramme programme,
            String title,
            Format format,
            Hand hand,
            int rows,
            List<Gazetteer.Village> coverage,
            int lowest,
            int highest) {
        files.add(new BeneficiaryFile(
                seed, files.size(), programme, title, format, hand, rows, coverage, villagers, lowest, highest));
    }
}
