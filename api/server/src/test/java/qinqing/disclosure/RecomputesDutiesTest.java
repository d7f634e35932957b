package qinqing.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import qinqing.Await;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.deadline.CalendarChanged;
import qinqing.identity.Actors;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class RecomputesDutiesTest {
    @Inject
    DisclosureFixture fixture;

    @Inject
    Actors actors;

    @Inject
    RecomputesDuties recomputes;

    @Inject
    DeclarationRepository declarations;

    @Inject
    DataSource database;

    @Test
    void the_day_a_declaration_was_due_on_moves_with_the_working_calendar() throws SQLException { // A3.5
        var town = actors.unit("TOWNSHIP", "新妙镇");
        var leader = fixture.official(town, Rank.PARTY_HEAD, "何远山", null);
        var official = fixture.official(town, Rank.SECTION_STAFF, "周明远", leader);
        assertThat(actors.person(Role.ENDORSER, town, leader)).isNotNull();
        fixture.entered(official, List.of());
        var declaration = fixture.submitted(official, List.of());
        due(declaration, LocalDate.of(2026, 1, 5));
        Await.answer(() -> Panache.withTransaction(() -> recomputes.on(new CalendarChanged(2026))));
        var now = Await.answer(() -> Panache.withSession(() -> declarations.findById(declaration)));
        assertThat(now.dueOn).isEqualTo(LocalDate.of(2026, 4, 1));
    }

    /** As a change of the second of March would be, under an older calendar. */
    private void due(UUID declaration, LocalDate day) throws SQLException {
        try (var connection = database.getConnection();
                var update = connection.prepareStatement(
                        "update declaration set cause = 'FAMILY_CHANGE', change_on = date '2026-03-02', due_on = ? where id = ?")) {
            update.setObject(1, day);
            update.setObject(2, declaration);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
