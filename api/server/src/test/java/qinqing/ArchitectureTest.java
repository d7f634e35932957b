package qinqing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.Entity;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import qinqing.kernel.Secret;

/** The map of the house and its rules. Each rule is shown to bite by a violation planted in {@code qinqing.planted}. */
class ArchitectureTest {
    /** Foundations know no feature. */
    private static final Set<String> FOUNDATIONS = Set.of(
            "kernel",
            "problem",
            "event",
            "vault",
            "actor",
            "tenant",
            "http",
            "audit",
            "spreadsheet",
            "deadline",
            "jobs",
            "token",
            "client",
            "identity",
            "notification",
            "unit",
            "staff",
            "site",
            "setting",
            "imports",
            "invitation");

    /**
     * Who may know whom; arrows are transitive. The later step of the procedure knows the earlier one.
     * {@code launch} puts everything together, so it is not held to the map; nobody may know it.
     */
    static final Map<String, Set<String>> MAY_DEPEND_ON = new TreeMap<>(Map.ofEntries(
            Map.entry("kernel", Set.of()),
            Map.entry("tenant", Set.of("actor")),
            Map.entry("event", Set.of("tenant")),
            Map.entry("vault", Set.of()),
            Map.entry("actor", Set.of()),
            Map.entry("problem", Set.of("kernel")),
            Map.entry("http", Set.of("problem", "actor", "vault", "tenant")),
            Map.entry("audit", Set.of("kernel", "actor", "vault", "http")),
            Map.entry("spreadsheet", Set.of("problem", "vault")),
            Map.entry("deadline", Set.of("problem", "event")),
            Map.entry("jobs", Set.of("http", "audit", "event", "spreadsheet")),
            Map.entry("token", Set.of("http", "audit", "event", "jobs")),
            Map.entry("client", Set.of("identity")),
            Map.entry("identity", Set.of("token", "spreadsheet")),
            Map.entry("notification", Set.of("identity")),
            Map.entry("unit", Set.of("notification", "deadline")),
            Map.entry("staff", Set.of("unit")),
            Map.entry("site", Set.of("unit")),
            Map.entry("setting", Set.of("token", "deadline")),
            Map.entry("imports", Set.of("identity")),
            Map.entry("invitation", Set.of("imports", "deadline")),
            Map.entry("rotation", Set.of("kernel", "vault", "audit", "http")),
            Map.entry("annex2", Set.of("kernel", "problem")),
            Map.entry("disclosure", with("annex2")),
            Map.entry("inference", Set.of("disclosure")),
            Map.entry("programme", FOUNDATIONS),
            Map.entry("intake", FOUNDATIONS),
            Map.entry("benefit", with("programme", "intake")),
            Map.entry("matching", Set.of("disclosure", "benefit", "linkage")),
            Map.entry("verification", Set.of("matching")),
            Map.entry("publicity", Set.of("verification")),
            Map.entry("objection", Set.of("publicity")),
            Map.entry("citizen", Set.of("objection")),
            Map.entry("clearance", Set.of("objection")),
            Map.entry("contract", Set.of()),
            Map.entry("linkage", Set.of())));

    private static Set<String> with(String... features) {
        return Stream.concat(FOUNDATIONS.stream(), Stream.of(features)).collect(Collectors.toSet());
    }

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("qinqing");

    private static final List<Class<?>> HTTP_METHODS =
            List.of(GET.class, PUT.class, POST.class, DELETE.class, PATCH.class, HEAD.class, OPTIONS.class);

    private static final DescribedPredicate<JavaMethod> ENDPOINTS =
            DescribedPredicate.describe("endpoint methods", method -> HTTP_METHODS.stream()
                    .anyMatch(verb -> method.isAnnotatedWith(verb.getName())));

    private static final ArchRule KEEPS_TO_THE_MAP = classes()
            .that(resideInAPackage("qinqing.."))
            .should(new ArchCondition<JavaClass>("depend only on what the map draws") {
                @Override
                public void check(JavaClass from, ConditionEvents events) {
                    var mine = feature(from);
                    if (mine.equals("launch") || mine.isEmpty()) {
                        return;
                    }
                    var allowed = reachable(mine);
                    from.getDirectDependenciesFromSelf().stream()
                            .filter(dependency ->
                                    dependency.getTargetClass().getPackageName().startsWith("qinqing."))
                            .filter(dependency -> !allowed.contains(feature(dependency.getTargetClass())))
                            .forEach(dependency ->
                                    events.add(SimpleConditionEvent.violated(from, dependency.getDescription())));
                }
            });

    private static final ArchRule NO_CYCLES =
            slices().matching("qinqing.(*)..").should().beFreeOfCycles();

    private static final ArchRule ENDPOINTS_SAY_WHO_MAY_CALL = methods()
            .that(ENDPOINTS)
            .should()
            .beAnnotatedWith(RolesAllowed.class)
            .orShould()
            .beAnnotatedWith(PermitAll.class)
            .allowEmptyShould(true);

    private static final ArchRule ENDPOINTS_ARE_PUBLIC = methods()
            .that(ENDPOINTS)
            .should()
            .bePublic()
            .because("Quarkus answers 404 for the others, silently")
            .allowEmptyShould(true);

    private static final ArchRule NO_ENTITY_GOES_OUT = methods()
            .that(ENDPOINTS)
            .should(new ArchCondition<JavaMethod>("have no entity in their signature") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    Stream.concat(
                                    method.getReturnType().getAllInvolvedRawTypes().stream(),
                                    method.getParameterTypes().stream()
                                            .flatMap(type -> type.getAllInvolvedRawTypes().stream()))
                            .filter(type -> type.isAnnotatedWith(Entity.class))
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " shows the entity " + type.getName())));
                }
            })
            .allowEmptyShould(true);

    private static final ArchRule INSIDES_STAY_INSIDE = noClasses()
            .that()
            .areAnnotatedWith(Entity.class)
            .or()
            .areAnnotatedWith(Path.class)
            .or()
            .areAssignableTo(PanacheRepositoryBase.class)
            .should()
            .bePublic()
            .allowEmptyShould(true);

    private static final ArchRule TIME_COMES_THROUGH_THE_DOOR = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("qinqing.launch.DemoClock")
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "now() without a clock",
                    (JavaCall<?> call) -> call.getTargetOwner().getPackageName().equals("java.time")
                            && call.getName().equals("now")
                            && call.getTarget().getRawParameterTypes().stream()
                                    .noneMatch(type -> type.isEquivalentTo(Clock.class))));

    private static final ArchRule NOTHING_BLOCKS = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "await()",
                    (JavaCall<?> call) -> call.getTargetOwner().isAssignableTo(Uni.class)
                            && call.getName().equals("await")));

    private static final ArchRule ONE_SESSION_DOES_ONE_THING = noClasses()
            .should()
            .callMethodWhere(DescribedPredicate.describe(
                    "Uni.combine() or Uni.join()",
                    (JavaCall<?> call) -> call.getTargetOwner().isEquivalentTo(Uni.class)
                            && (call.getName().equals("combine")
                                    || call.getName().equals("join"))));

    /**
     * Hibernate Reactive keeps the stage of an entity's deletion in an object that all sessions share: two deletions at once end
     * each other's, on the wrong thread or never. A delete statement has nothing to share.
     */
    private static final ArchRule DELETED_BY_STATEMENT = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "delete(entity) or remove(entity)",
                    (JavaAccess<?> access) -> (access.getTargetOwner().isAssignableTo(PanacheRepositoryBase.class)
                                    && access.getName().equals("delete")
                                    && access.getTarget() instanceof AccessTarget.CodeUnitCallTarget call
                                    && call.getRawParameterTypes().size() == 1
                                    && call.getRawParameterTypes().getFirst().isEquivalentTo(Object.class))
                            || (access.getTargetOwner().isAssignableTo(Mutiny.Session.class)
                                    && access.getName().startsWith("remove"))));

    /** A statement asked for from within a transaction must not wait for a connection that such a transaction holds. */
    private static final ArchRule STATEMENTS_HAVE_THEIR_OWN_CONNECTIONS = constructors()
            .that()
            .haveRawParameterTypes(DescribedPredicate.describe("a pool", (List<JavaClass> types) -> types.stream()
                    .anyMatch(type -> type.isEquivalentTo(Pool.class))))
            .should(new ArchCondition<JavaConstructor>("name the pool of statements") {
                @Override
                public void check(JavaConstructor constructor, ConditionEvents events) {
                    constructor.getParameters().stream()
                            .filter(parameter -> parameter.getRawType().isEquivalentTo(Pool.class))
                            .filter(parameter -> !parameter.isAnnotatedWith(ReactiveDataSource.class))
                            .forEach(parameter -> events.add(SimpleConditionEvent.violated(
                                    constructor, constructor.getFullName() + " takes the pool of transactions")));
                }
            });

    private static final ArchRule NAMES_SAY_SOMETHING =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl|Dto|DTO)");

    private static final ArchRule ONLY_THE_VAULT_ENCRYPTS = noClasses()
            .that()
            .resideOutsideOfPackage("qinqing.vault")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.crypto..", "org.bouncycastle..");

    /** Signatures, certificates and key stores are made where the keys are; a digest of public content is no secret. */
    private static final ArchRule ONLY_THE_VAULT_SIGNS = noClasses()
            .that()
            .resideOutsideOfPackage("qinqing.vault")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    "java\\.security\\.(Signature|KeyPairGenerator|KeyFactory|KeyStore|AlgorithmParameters|cert\\..*)");

    private static final ArchRule SECRETS_PRINT_MASKED = classes()
            .that()
            .areAnnotatedWith(Secret.class)
            .should(new ArchCondition<JavaClass>("say themselves how they print") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    if (!hasToStringOfItsOwn(type)) {
                        events.add(SimpleConditionEvent.violated(type, type.getName() + " prints what it holds"));
                    }
                }
            });

    /** A record that says nothing gets one from the compiler, which prints every component. */
    private static boolean hasToStringOfItsOwn(JavaClass type) {
        try (var bytes = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            return ClassFile.of().parse(bytes.readAllBytes()).methods().stream()
                    .filter(method -> method.methodName().equalsString("toString"))
                    .flatMap(method -> method.code().stream())
                    .anyMatch(code -> code.elementStream()
                            .noneMatch(element -> element instanceof InvokeDynamicInstruction dynamic
                                    && dynamic.name().equalsString("toString")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Coarse on purpose: a method that logs touches no secret at all, so nobody has to look which argument is which. */
    private static final ArchRule SECRETS_ARE_NOT_LOGGED = methods()
            .should(new ArchCondition<JavaMethod>("not log where they touch a secret") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    var logs = method.getMethodCallsFromSelf().stream()
                            .anyMatch(call ->
                                    LOGGERS.contains(call.getTargetOwner().getName()));
                    if (!logs) {
                        return;
                    }
                    Stream.concat(
                                    method.getRawParameterTypes().stream(),
                                    method.getAccessesFromSelf().stream().map(JavaAccess::getTargetOwner))
                            .filter(type -> type.isAnnotatedWith(Secret.class) || KEYS.contains(type.getName()))
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    method, method.getFullName() + " logs and touches " + type.getName())));
                }
            });

    private static final Set<String> LOGGERS = Set.of(
            "org.jboss.logging.Logger", "java.lang.System$Logger", "java.util.logging.Logger", "org.slf4j.Logger");

    private static final Set<String> KEYS =
            Set.of("qinqing.vault.RootKey", "qinqing.vault.Gcm", "qinqing.vault.Hmac", "qinqing.vault.Passwords");

    private static final ArchRule THE_KERNEL_IS_PLAIN = noClasses()
            .that()
            .resideInAPackage("qinqing.kernel..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta..", "io.quarkus..", "io.smallrye..", "io.vertx..", "com.fasterxml.jackson..");

    private static final Map<String, ArchRule> RULES = new TreeMap<>(Map.ofEntries(
            Map.entry("KnowsTooMuch", KEEPS_TO_THE_MAP),
            Map.entry("NobodysEndpoint", ENDPOINTS_SAY_WHO_MAY_CALL),
            Map.entry("HiddenEndpoint", ENDPOINTS_ARE_PUBLIC),
            Map.entry("EntityEndpoint", NO_ENTITY_GOES_OUT),
            Map.entry("PublicEntity", INSIDES_STAY_INSIDE),
            Map.entry("OwnTime", TIME_COMES_THROUGH_THE_DOOR),
            Map.entry("Blocking", NOTHING_BLOCKS),
            Map.entry("Interleaving", ONE_SESSION_DOES_ONE_THING),
            Map.entry("Starving", STATEMENTS_HAVE_THEIR_OWN_CONNECTIONS),
            Map.entry("Removing", DELETED_BY_STATEMENT),
            Map.entry("SomeHelper", NAMES_SAY_SOMETHING),
            Map.entry("OwnCrypto", ONLY_THE_VAULT_ENCRYPTS),
            Map.entry("OwnSignature", ONLY_THE_VAULT_SIGNS),
            Map.entry("TalkativeSecret", SECRETS_PRINT_MASKED),
            Map.entry("LoggedSecret", SECRETS_ARE_NOT_LOGGED)));

    @TestFactory
    Stream<DynamicTest> every_rule_holds() {
        return Stream.concat(RULES.values().stream(), Stream.of(NO_CYCLES, THE_KERNEL_IS_PLAIN))
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(MAIN)));
    }

    @TestFactory
    Stream<DynamicTest> every_rule_bites() {
        return RULES.entrySet().stream()
                .map(planted -> DynamicTest.dynamicTest(planted.getKey(), () -> assertThat(planted.getValue()
                                .evaluate(planted(planted.getKey()))
                                .hasViolation())
                        .isTrue()));
    }

    @Test
    void the_rule_against_cycles_bites() {
        var tangled = new ClassFileImporter().importPackages("qinqing.planted");
        var rule = slices().matching("qinqing.planted.(*)..").should().beFreeOfCycles();
        assertThat(rule.evaluate(tangled).hasViolation()).isTrue();
    }

    @Test
    void the_rule_for_a_plain_kernel_bites() {
        var rule = noClasses()
                .that()
                .resideInAPackage("qinqing.planted..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta..");
        assertThat(rule.evaluate(planted("PublicEntity")).hasViolation()).isTrue();
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(packages(MAIN)).isNotEmpty().allSatisfy(home -> assertThat(home.isAnnotatedWith(NullMarked.class))
                .as(home.getName())
                .isTrue());
        assertThatCode(() -> assertThat(packages(planted("OwnTime")))
                        .allMatch(home -> home.isAnnotatedWith(NullMarked.class)))
                .as("a package without the mark is noticed")
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void every_package_is_on_the_map() {
        assertThat(packages(MAIN).stream()
                        .map(home -> home.getName().split("\\.")[1])
                        .filter(name -> !name.equals("launch")))
                .isSubsetOf(MAY_DEPEND_ON.keySet());
    }

    private static List<JavaPackage> packages(JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getPackage)
                .filter(home -> home.getName().startsWith("qinqing."))
                .distinct()
                .toList();
    }

    private static JavaClasses planted(String name) {
        return new ClassFileImporter()
                .importPackages("qinqing.planted")
                .that(DescribedPredicate.describe(name, type -> type.getName().contains("." + name)));
    }

    /** First part of the package below {@code qinqing}, empty for the root. */
    private static String feature(JavaClass type) {
        var parts = type.getPackageName().split("\\.");
        return parts.length > 1 ? parts[1] : "";
    }

    private static Set<String> reachable(String from) {
        var seen = new HashSet<String>();
        visit(from, seen);
        return seen;
    }

    private static void visit(String name, Set<String> seen) {
        if (seen.add(name)) {
            MAY_DEPEND_ON.getOrDefault(name, Set.of()).forEach(next -> visit(next, seen));
        }
    }
}
