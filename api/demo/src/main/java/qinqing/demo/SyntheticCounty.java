package qinqing.demo;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A county of invented people in real places (涪陵区, 500102), the same for the same size and seed.
 *
 * <p>Officials, families and units are held in memory (about 300 MB for a whole county); the rows of the beneficiary
 * lists are computed while they are read or written.
 */
public final class SyntheticCounty {

    /** The day the county is as described: before any day the demo is run on, so that no list lies in the future. */
    public static final LocalDate AS_OF = LocalDate.of(2025, 6, 30);

    private final CountySize size;
    private final long seed;
    private final List<SyntheticUnit> units;
    private final Map<String, SyntheticUnit> unitsByCode;
    private final List<SyntheticOfficial> officials;
    private final List<SyntheticAccount> accounts;
    private final List<SyntheticProgramme> programmes;
    private final List<BeneficiaryFile> files;
    private final List<Person> people;
    private final GroundTruth truth;

    private SyntheticCounty(CountySize size, long seed) {
        this.size = size;
        this.seed = seed;
        var places = size == CountySize.SMALL
                ? Gazetteer.load(seed, 3, 2, 3)
                : Gazetteer.load(seed, Integer.MAX_VALUE, Integer.MAX_VALUE, 9);
        var kindred = new Kindred(seed, places.villages());
        var staffing = new Staffing(seed, size, places, kindred);
        staffing.fill();
        staffing.declareAll();
        var namesToAvoid = new HashSet<String>();
        for (var official : staffing.officials) {
            for (var relative : official.relatives()) {
                if (!relative.idKnown()) {
                    namesToAvoid.add(Villagers.key(
                            relative.person().name(), relative.person().home().village()));
                }
            }
        }
        var lists = new Lists(seed, size, places, staffing, new Villagers(seed, namesToAvoid));
        lists.make();
        this.units = List.copyOf(staffing.units);
        this.unitsByCode = this.units.stream().collect(Collectors.toMap(SyntheticUnit::code, unit -> unit));
        this.officials = List.copyOf(staffing.officials);
        this.accounts = List.copyOf(staffing.accounts);
        this.programmes = List.copyOf(lists.programmes);
        this.files = List.copyOf(lists.files);
        this.people = List.copyOf(kindred.people());
        this.truth = new Planting(seed, size, people, officials, namesToAvoid, files).plant();
    }

    public static SyntheticCounty of(CountySize size, long seed) {
        return new SyntheticCounty(size, seed);
    }

    public CountySize size() {
        return size;
    }

    public long seed() {
        return seed;
    }

    /** The county first, each unit after its parent. */
    public List<SyntheticUnit> units() {
        return units;
    }

    public List<SyntheticOfficial> officials() {
        return officials;
    }

    /** Each role of each official; the first administrator is the installation's own. */
    public List<SyntheticAccount> accounts() {
        return accounts;
    }

    public List<SyntheticProgramme> programmes() {
        return programmes;
    }

    public List<BeneficiaryFile> beneficiaryFiles() {
        return files;
    }

    /** What the lists really hold; lines count from 1 under the header. */
    public GroundTruth truth() {
        return truth;
    }

    /** Everyone in the officials' families, by {@link Person#number()}, the dead and the undeclared too. */
    List<Person> people() {
        return people;
    }

    /** The unit, official, account and declaration tables as spreadsheets. */
    public OfficeFiles officeFiles() {
        return new OfficeFiles(this);
    }

    /** Lines of all declarations together. */
    public int declaredRelatives() {
        return officials.stream()
                .mapToInt(official -> official.relatives().size())
                .sum();
    }

    /** A place below a township with the names above it, since many villages have a 1组 and some townships a village of one name. */
    String path(SyntheticUnit unit) {
        var parent = unit.parentCode();
        return parent == null || !unit.isPlaceBelowTownship() ? unit.name() : path(unit(parent)) + "/" + unit.name();
    }

    SyntheticUnit unit(String code) {
        return Objects.requireNonNull(unitsByCode.get(code), code);
    }
}
