package qinqing.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.actor.Role;
import qinqing.identity.Actors;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class RecordsRefusalsTest {
    @Inject
    Actors actors;

    @Inject
    MeterRegistry meters;

    @Test
    void who_is_refused_by_role_leaves_one_entry_that_names_what_was_reached_for() {
        var clerk = actors.person(Role.CLERK, actors.county(), null);
        var account = UUID.randomUUID();
        given().auth()
                .oauth2(actors.token(clerk))
                .get("/api/v1/accounts/{id}", account)
                .then()
                .statusCode(403);
        assertThat(actors.ask("""
                                select count(*) from audit_entry
                                where account_id = ? and action = 'getAccount' and subject_id = ? and detail = 'refused=403 method=GET'
                                """, clerk.accountId(), account)).isEqualTo(1L);
        assertThat(entries(clerk.accountId())).isEqualTo(1L);
    }

    @Test
    void who_may_call_it_leaves_no_refusal() {
        var admin = actors.person(Role.ADMIN, actors.county(), null);
        given().auth()
                .oauth2(actors.token(admin))
                .get("/api/v1/accounts/{id}", UUID.randomUUID())
                .then()
                .statusCode(404);
        assertThat(entries(admin.accountId())).isZero();
    }

    @Test
    void nobody_in_particular_is_only_counted() {
        long entries = (Long) actors.ask("select count(*) from audit_entry where detail like 'refused=40%'");
        double before = counted();
        given().get("/api/v1/me").then().statusCode(401);
        given().auth().oauth2("made-up").get("/api/v1/me").then().statusCode(401);
        assertThat(counted()).isEqualTo(before + 2);
        assertThat(actors.ask("select count(*) from audit_entry where detail like 'refused=40%'"))
                .isEqualTo(entries);
    }

    private long entries(UUID account) {
        return (Long) actors.ask("select count(*) from audit_entry where account_id = ?", account);
    }

    private double counted() {
        return meters.counter("qinqing.refusals", "status", "401").count();
    }
}
