package qinqing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The operations and roles in the code equal those in the file, both ways. */
class ContractTest {
    private static final List<Class<? extends java.lang.annotation.Annotation>> VERBS =
            List.of(GET.class, PUT.class, POST.class, DELETE.class, PATCH.class);

    @Test
    void every_operation_in_the_code_is_in_the_contract_for_the_same_roles() {
        assertThat(inContract()).isNotEmpty().containsAll(inCode());
    }

    @Test
    void every_operation_in_the_contract_is_in_the_code() {
        assertThat(inCode()).containsAll(inContract());
    }

    @Test
    void every_operation_names_its_roles() {
        assertThat(Contract.get().operations()).isNotEmpty().allSatisfy(operation -> assertThat(operation.roles())
                .as(operation.id())
                .isNotEmpty());
    }

    @Test
    void every_kind_of_problem_is_in_the_contract() throws java.io.IOException {
        var contract = java.nio.file.Files.readString(Contract.FILE);
        assertThat(qinqing.problem.ProblemType.values())
                .allSatisfy(type -> assertThat(contract).contains("| %s | %d |".formatted(type.uri(), type.status())));
    }

    private static Set<String> inContract() {
        return Contract.get().operations().stream()
                .map(operation -> line(operation.method(), operation.path(), operation.roles()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> inCode() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("qinqing").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> VERBS.stream().anyMatch(method::isAnnotatedWith))
                        .filter(method -> Contract.governs(path(method)))
                        .map(ContractTest::line)
                        .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String line(JavaMethod method) {
        var verb = VERBS.stream().filter(method::isAnnotatedWith).findFirst().orElseThrow();
        return line(verb.getSimpleName().toLowerCase(Locale.ROOT), path(method), roles(method));
    }

    private static String line(String method, String path, Set<String> roles) {
        return method + " " + path.replaceAll("\\{[^}]+}", "{}") + " " + new TreeSet<>(roles);
    }

    private static String path(JavaMethod method) {
        var own = method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "";
        var whole = "/" + method.getOwner().getAnnotationOfType(Path.class).value() + "/" + own;
        return whole.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }

    private static Set<String> roles(JavaMethod method) {
        JavaClass owner = method.getOwner();
        if (method.isAnnotatedWith(PermitAll.class)) {
            return Set.of("ANONYMOUS");
        }
        var annotation = method.isAnnotatedWith(RolesAllowed.class)
                ? method.getAnnotationOfType(RolesAllowed.class)
                : owner.getAnnotationOfType(RolesAllowed.class);
        return Arrays.stream(annotation.value()).collect(Collectors.toSet());
    }
}
