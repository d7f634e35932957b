package qinqing.unit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import qinqing.Await;
import qinqing.EmbeddedDatabaseResource;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class UnitsTest {
    @Inject
    Units units;

    @Inject
    SeedsCounty seed;

    @Inject
    DataSource database;

    UUID county;
    UUID township;
    UUID village;
    UUID group;
    UUID department;
    UUID dispatched;

    @BeforeEach
    void tree() throws SQLException {
        var some = UUID.randomUUID().toString().substring(0, 8);
        county = UnitFixture.county(database);
        township = UnitFixture.unit(database, UnitKind.TOWNSHIP, "镇" + some, county);
        village = UnitFixture.unit(database, UnitKind.VILLAGE, "村" + some, township);
        group = UnitFixture.unit(database, UnitKind.GROUP, "一组", village);
        department = UnitFixture.unit(database, UnitKind.DEPARTMENT, "局" + some, county);
        dispatched = UnitFixture.unit(database, UnitKind.DISPATCHED_BODY, "所" + some, department, township, null);
    }

    @Test
    void start_up_makes_the_county_and_its_inspection_body() {
        var found = Await.answer(() -> units.county());
        assertThat(found.id()).isEqualTo(county);
        assertThat(found.name()).isEqualTo("涪陵区");
        assertThat(found.divisionCode()).isEqualTo("500102");
        var body = Await.answer(() -> units.inspectionBody());
        assertThat(body.name()).isEqualTo("区纪委监委");
        assertThat(body.parentId()).isEqualTo(county);
    }

    @Test
    void starting_again_makes_no_second_county() throws SQLException {
        seed.atStart(new StartupEvent());
        try (var connection = database.getConnection();
                var question = connection.prepareStatement(
                        "select count(*) from unit where kind = 'COUNTY' or name = '区纪委监委'");
                var rows = question.executeQuery()) {
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void a_unit_is_within_itself_and_all_above_it() {
        assertThat(isWithin(group, group)).isTrue();
        assertThat(isWithin(group, township)).isTrue();
        assertThat(isWithin(group, county)).isTrue();
        assertThat(isWithin(township, group)).isFalse();
        assertThat(isWithin(group, department)).isFalse();
        assertThat(isWithin(UUID.randomUUID(), county)).isFalse();
    }

    @Test
    void the_path_goes_from_the_county_down() {
        assertThat(Await.answer(() -> units.ancestors(group))).containsExactly(county, township, village, group);
        assertThat(Await.answer(() -> units.ancestors(UUID.randomUUID()))).isEmpty();
        assertThat(Await.answer(() -> units.parents(group)))
                .extracting(UnitNode::id)
                .containsExactly(county, township, village);
    }

    @Test
    void village_and_township_of_a_group() {
        assertThat(Await.answer(() -> units.villageOf(group)).orElseThrow().id())
                .isEqualTo(village);
        assertThat(Await.answer(() -> units.townshipOf(group)).orElseThrow().id())
                .isEqualTo(township);
        assertThat(Await.answer(() -> units.villageOf(department))).isEmpty();
        assertThat(Await.answer(() -> units.groupsOf(village)))
                .extracting(UnitNode::id)
                .containsExactly(group);
    }

    @Test
    void a_dispatched_body_has_two_recipients_A4_2() {
        assertThat(Await.answer(() -> units.recipientsOf(dispatched))).containsExactly(dispatched, township);
    }

    @Test
    void names_come_by_id() {
        assertThat(Await.answer(() -> units.names(List.of(group, county))))
                .containsEntry(county, "涪陵区")
                .containsEntry(group, "一组");
    }

    @Test
    void jobs_ask_the_same_over_jdbc() throws SQLException {
        try (var connection = database.getConnection()) {
            assertThat(units.isWithin(connection, group, township)).isTrue();
            assertThat(units.isWithin(connection, township, group)).isFalse();
            assertThat(units.find(connection, dispatched).orElseThrow().locatedInUnitId())
                    .isEqualTo(township);
        }
    }

    private boolean isWithin(UUID unit, UUID ancestor) {
        return Await.answer(() -> units.isWithin(unit, ancestor));
    }
}
