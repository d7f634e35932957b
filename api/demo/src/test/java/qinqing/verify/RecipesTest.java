package qinqing.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import qinqing.verify.SmallCounty.Caller;
import qinqing.verify.SmallCounty.Seat;

/** Every operation of the contract takes part in the authorization matrix, or the build fails (S1). */
class RecipesTest {
    private static final Path CONTRACT = Path.of("../../openapi.yaml");

    private static Set<String> things() {
        var things = new HashSet<>(SmallCounty.PARAMETERS);
        things.addAll(Set.of("assignmentId", "purpose"));
        return things;
    }

    @Test
    void every_operation_of_the_contract_can_be_called() throws IOException {
        var written = Files.readAllLines(CONTRACT).stream()
                .filter(line -> line.startsWith("      operationId: "))
                .count();
        assertThat(new Recipes(CONTRACT, things()).operations())
                .hasSize((int) written)
                .hasSizeGreaterThan(150);
    }

    @Test
    void an_operation_on_something_nobody_seeds_fails_the_build(@TempDir Path folder) throws IOException {
        var contract = Files.readString(CONTRACT).replace("\npaths:\n", """

                paths:
                  /surprises/{surpriseId}:
                    get:
                      operationId: getSurprise
                      x-access: [{role: CLERK, relation: unit}]
                """);
        var file = Files.writeString(folder.resolve("openapi.yaml"), contract);
        assertThatThrownBy(() -> new Recipes(file, things()).operations())
                .hasMessageContaining("getSurprise")
                .hasMessageContaining("surpriseId");
    }

    @Test
    void the_expected_outcome_follows_from_the_relation() {
        var operations = new Recipes(CONTRACT, things()).operations();
        var get = operations.stream()
                .filter(one -> one.id().equals("getOfficial"))
                .findFirst()
                .orElseThrow();
        for (var seat : List.of(Seat.OWN, Seat.PARENT)) {
            assertThat(Authorization.mayCall(get, new Caller("CLERK", seat))).isTrue();
        }
        for (var seat : List.of(Seat.SIBLING, Seat.CHILD)) {
            assertThat(Authorization.mayCall(get, new Caller("CLERK", seat))).isFalse();
        }
        assertThat(Authorization.mayCall(get, new Caller("OFFICIAL", Seat.OWN))).isTrue();
        assertThat(Authorization.mayCall(get, new Caller("OFFICIAL", Seat.PARENT)))
                .isFalse();
        assertThat(Authorization.mayCall(get, new Caller("ADMIN", Seat.COUNTY))).isFalse();
        assertThat(Authorization.mayCall(get, new Caller("COUNTY_INSPECTOR", Seat.COUNTY)))
                .isTrue();
    }
}
