package qinqing.contract;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import qinqing.EmbeddedDatabaseResource;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class ServedContractTest {
    @Test
    void the_contract_is_served_as_it_is_written() throws IOException {
        var served = given().get("/openapi").then().statusCode(200).extract().asString();
        Object parsed = new Yaml().load(served);
        Object written = new Yaml().load(Files.readString(Contract.FILE));
        assertThat(parsed).isEqualTo(written);
    }

    @Test
    void the_page_to_try_it_on_is_not_there_in_production() {
        given().get("/api-docs").then().statusCode(404);
    }
}
