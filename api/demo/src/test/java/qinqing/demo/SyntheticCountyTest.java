package qinqing.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Kinship;
import qinqing.kernel.PersonName;
import qinqing.kernel.Phone;

class SyntheticCountyTest {

    private static final SyntheticCounty COUNTY = SyntheticCounty.of(CountySize.SMALL, 42);

    @Test
    void the_same_seed_makes_the_same_county_to_the_byte() throws IOException {
        var again = SyntheticCounty.of(CountySize.SMALL, 42);

        assertThat(again.truth()).isEqualTo(COUNTY.truth());
        assertThat(declarations(again)).isEqualTo(declarations(COUNTY));
        for (var i = 0; i < COUNTY.beneficiaryFiles().size(); i++) {
            assertThat(again.beneficiaryFiles().get(i).rows().toList())
                    .isEqualTo(COUNTY.beneficiaryFiles().get(i).rows().toList());
        }
    }

    @Test
    void another_seed_makes_other_people() throws IOException {
        assertThat(declarations(SyntheticCounty.of(CountySize.SMALL, 43))).isNotEqualTo(declarations(COUNTY));
    }

    @Test
    void everyone_alive_has_a_valid_id_of_their_own_that_tells_birthday_and_sex() {
        var seen = new HashSet<String>();
        for (var person : living()) {
            var id = new IdNumber(person.idNumber());
            assertThat(id.birthDate()).isEqualTo(person.birth());
            assertThat(id.sex()).isEqualTo(person.sex());
            assertThat(seen.add(person.idNumber())).isTrue();
            assertThat(PersonName.reasonAgainst(person.name())).isEmpty();
            assertThat(new Phone(person.phone()).isMobile()).isTrue();
        }
    }

    @Test
    void parents_are_old_enough_and_not_too_old() {
        for (var person : COUNTY.people()) {
            var father = person.father();
            var mother = person.mother();
            if (mother != null) {
                assertThat(ChronoUnit.DAYS.between(mother.birth(), person.birth()))
                        .isBetween(18 * 365L, 46 * 366L);
            }
            if (father != null) {
                assertThat(ChronoUnit.DAYS.between(father.birth(), person.birth()))
                        .isBetween(18 * 365L, 62 * 366L);
                assertThat(person.name())
                        .satisfiesAnyOf(name -> assertThat(name).startsWith(person.surname()), name -> assertThat(name)
                                .contains("·"));
                assertThat(person.surname()).isEqualTo(father.surname());
            }
        }
    }

    @Test
    void children_of_a_couple_are_twins_or_nearly_a_year_apart() {
        for (var person : COUNTY.people()) {
            var births = person.children().stream().map(Person::birth).sorted().toList();
            for (var i = 1; i < births.size(); i++) {
                var days = ChronoUnit.DAYS.between(births.get(i - 1), births.get(i));
                assertThat(days == 0 || days > 300).isTrue();
            }
        }
    }

    @Test
    void spouses_are_grown_up_and_of_both_sexes() {
        for (var person : COUNTY.people()) {
            var spouse = person.spouse();
            if (spouse != null) {
                assertThat(spouse.spouse()).isSameAs(person);
                assertThat(spouse.sex()).isNotEqualTo(person.sex());
                assertThat(spouse.ageOn(SyntheticCounty.AS_OF)).isGreaterThanOrEqualTo(20);
            }
        }
    }

    @Test
    void a_declaration_names_no_kinship_more_often_than_a_family_allows_and_never_the_declarant() {
        for (var official : COUNTY.officials()) {
            var kinships =
                    official.relatives().stream().map(DeclaredRelative::kinship).toList();
            assertThat(Kinship.tooMany(kinships)).isEmpty();
            assertThat(official.relatives())
                    .extracting(DeclaredRelative::person)
                    .doesNotContain(official.person())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void two_officials_of_one_family_declare_or_conceal_each_other() {
        var byPerson = COUNTY.officials().stream().collect(toMap(SyntheticOfficial::person, Function.identity()));
        for (var official : COUNTY.officials()) {
            for (var relative : official.relatives()) {
                var other = byPerson.get(relative.person());
                if (other != null && relative.kinship() != Kinship.OTHER_SUPPORT_TIE) {
                    var known = Stream.concat(other.relatives().stream(), other.concealed().stream())
                            .map(DeclaredRelative::person);
                    assertThat(known.toList()).contains(official.person());
                }
            }
        }
    }

    @Test
    void every_kinship_of_the_form_occurs_in_a_large_enough_county() {
        var seen = new HashSet<Kinship>();
        for (var seed = 1; seed <= 4; seed++) {
            SyntheticCounty.of(CountySize.SMALL, seed).officials().forEach(o -> o.relatives()
                    .forEach(relative -> seen.add(relative.kinship())));
        }
        assertThat(seen).contains(Kinship.values());
    }

    @Test
    void every_declaration_finds_the_signer_its_rank_asks_for() {
        for (var official : COUNTY.officials()) {
            var signer = official.signer();
            assertThat(signer).isNotSameAs(official);
            switch (official.rank()) {
                case PARTY_HEAD -> assertThat(signer.rank()).isEqualTo(Rank.INSPECTION_HEAD); // A5.1
                case INSPECTION_HEAD, LEADERSHIP_MEMBER ->
                    assertThat(signer.rank()).isEqualTo(Rank.PARTY_HEAD); // A5.2
                case SECTION_STAFF, VILLAGE_CADRE, GROUP_HEAD ->
                    assertThat(signer.rank()).isEqualTo(Rank.LEADERSHIP_MEMBER); // A5.3, A5.4
            }
            assertThat(signer.unit().code()).isEqualTo(Planting.reportingUnit(official));
            assertThat(accountsOf(signer)).contains("ENDORSER");
        }
    }

    @Test
    void clerks_and_responsible_leaders_are_not_inspection_staff() { // A6.1
        var reporting = COUNTY.officials().stream().map(Planting::reportingUnit).collect(Collectors.toSet());
        var clerks = COUNTY.accounts().stream()
                .filter(account -> account.role().equals("CLERK"))
                .toList();
        assertThat(clerks).extracting(SyntheticAccount::unitCode).containsExactlyInAnyOrderElementsOf(reporting);
        assertThat(clerks).allSatisfy(clerk -> assertThat(
                        COUNTY.officials().get(clerk.official()).isInspectionStaff())
                .isFalse());
        assertThat(COUNTY.officials())
                .filteredOn(official -> official.duties().contains("责任领导"))
                .hasSameSizeAs(reporting)
                .noneMatch(SyntheticOfficial::isInspectionStaff);
    }

    @Test
    void the_small_county_has_the_size_it_promises() {
        assertThat(COUNTY.officials()).hasSize(CountySize.SMALL.officials());
        assertThat(COUNTY.declaredRelatives()).isBetween(750, 1_050);
        assertThat(COUNTY.truth().totalRows()).isEqualTo(CountySize.SMALL.beneficiaryRows());
        assertThat(COUNTY.programmes())
                .filteredOn(SyntheticProgramme::universal)
                .hasSize(1);
        assertThat(COUNTY.programmes()).extracting(SyntheticProgramme::kind).contains(SyntheticProgramme.Kind.values());
    }

    @Test
    void the_whole_county_has_the_size_it_promises_and_signers_for_everyone() {
        var whole = SyntheticCounty.of(CountySize.COUNTY, 42);

        assertThat(whole.officials()).hasSize(CountySize.COUNTY.officials());
        assertThat(whole.declaredRelatives()).isBetween(140_000, 165_000);
        assertThat(whole.truth().totalRows()).isEqualTo(CountySize.COUNTY.beneficiaryRows());
        assertThat(whole.officials())
                .allSatisfy(official -> assertThat(official.signer()).isNotSameAs(official));
        var ids = new HashSet<String>();
        assertThat(whole.people()).allMatch(person -> ids.add(person.idNumber()));
        assertThat(whole.beneficiaryFiles()).extracting(BeneficiaryFile::name).doesNotHaveDuplicates();
    }

    @Test
    void units_come_after_their_parents_and_approving_units_exist() {
        var known = new HashSet<String>();
        for (var unit : COUNTY.units()) {
            assertThat(unit.parentCode() == null || known.contains(unit.parentCode()))
                    .isTrue();
            assertThat(known.add(unit.code())).isTrue();
        }
        assertThat(known)
                .containsAll(COUNTY.programmes().stream()
                        .map(SyntheticProgramme::approvingUnit)
                        .toList());
    }

    @Test
    void siblings_in_the_unit_tree_have_different_names() {
        Map<Object, List<SyntheticUnit>> families =
                COUNTY.units().stream().collect(groupingBy(unit -> unit.parentCode() + "/" + unit.name()));
        assertThat(families.values()).allSatisfy(same -> assertThat(same).hasSize(1));
    }

    private static List<Person> living() {
        return COUNTY.people().stream().filter(Person::isAlive).toList();
    }

    private static Set<String> accountsOf(SyntheticOfficial official) {
        return COUNTY.accounts().stream()
                .filter(account -> account.official() == official.number())
                .map(SyntheticAccount::role)
                .collect(Collectors.toSet());
    }

    private static byte[] declarations(SyntheticCounty county) throws IOException {
        var out = new ByteArrayOutputStream();
        county.officeFiles().writeDeclarations(out);
        return out.toByteArray();
    }
}
