package qinqing.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;

/**
 * {@code ./qinqing verify static}: the main classes under SpotBugs with FindSecBugs (S19); the list of all parts; and in full the
 * whole product built twice, at two places, to the same bytes (S20). The rules of the house are tests ({@code ArchitectureTest}).
 */
final class Statics {

    private static final List<String> MODULES = List.of("api/linkage", "api/server");
    private static final Set<String> NOT_COPIED = Set.of("target", "node_modules", ".git", "data");

    private final Rows rows;

    private Statics(Rows rows) {
        this.rows = rows;
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        var statics = new Statics(rows);
        statics.bugs();
        statics.parts();
        if (options.full()) {
            Folders.with("twice", statics::buildAgain);
        } else {
            rows.say("     two builds are compared in full");
        }
    }

    private void bugs() throws Exception {
        maven(
                Path.of("."),
                "-pl",
                String.join(",", MODULES),
                "compile",
                "com.github.spotbugs:spotbugs-maven-plugin:spotbugs");
        var classes = 0;
        var found = new TreeMap<String, Integer>();
        for (var module : MODULES) {
            var report = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(Path.of(module, "target/spotbugsXml.xml").toFile());
            classes += Integer.parseInt(
                    ((Element) report.getElementsByTagName("FindBugsSummary").item(0)).getAttribute("total_classes"));
            var bugs = report.getElementsByTagName("BugInstance");
            for (var at = 0; at < bugs.getLength(); at++) {
                var bug = (Element) bugs.item(at);
                var where = (Element) bug.getElementsByTagName("Class").item(0);
                found.merge(bug.getAttribute("type") + " in " + where.getAttribute("classname"), 1, Integer::sum);
            }
        }
        found.forEach((bug, times) -> rows.fail(bug + " (" + times + ")"));
        rows.expect(classes > 500, "only " + classes + " classes were looked at");
        rows.row(
                "S19",
                "%,d main classes under SpotBugs and FindSecBugs: %d of high or medium rank without a reasoned exclusion",
                classes,
                found.values().stream().mapToInt(times -> times).sum());
    }

    private void parts() throws Exception {
        maven(
                Path.of("."),
                "-pl",
                String.join(",", MODULES),
                "compile",
                "org.cyclonedx:cyclonedx-maven-plugin:makeBom");
        var parts = new ObjectMapper()
                .readTree(Path.of("api/server/target/sbom.json").toFile());
        var count = 0;
        for (var part : parts.required("components")) {
            count++;
            var name = part.required("name").asText();
            rows.expect(!part.path("version").asText().isEmpty(), name + " has no version");
            rows.expect(
                    part.path("group").asText().equals("qinqing")
                            || !part.path("hashes").isEmpty(),
                    name + " has no checksum");
        }
        rows.expect(count > 100, "the list of parts has only " + count);
        rows.row(
                "S20",
                "list of parts (CycloneDX, api/server/target/sbom.json): %d, each with version and checksum",
                count);
    }

    private void buildAgain(Path folder) throws Exception {
        copy(folder);
        maven(folder, "-DskipTests", "package");
        var mine = jars(Path.of("."));
        var again = jars(folder);
        rows.expect(mine.keySet().equals(again.keySet()), "another build has other files");
        mine.forEach((jar, digest) -> rows.expect(digest.equals(again.get(jar)), jar + " differs when built again"));
        rows.row("S20", "%d jars built twice at two places: equal to the byte", mine.size());
    }

    private static void copy(Path folder) throws IOException {
        var here = Path.of(".").toAbsolutePath().normalize();
        Files.walkFileTree(here, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                if (NOT_COPIED.contains(from.getFileName().toString()) && !from.equals(here)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(folder.resolve(here.relativize(from).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !from.getFileName().toString().equals(".git")) {
                    Files.copy(from, folder.resolve(here.relativize(from).toString()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Checksums of all we made, by the path below the root. */
    private static Map<String, String> jars(Path root) throws Exception {
        var jars = new TreeMap<String, String>();
        for (var folder : List.of(
                "api/linkage/target", "api/server/target/quarkus-app/app", "api/server/target/quarkus-app/quarkus")) {
            try (var files = Files.walk(root.resolve(folder))) {
                for (var file :
                        files.filter(file -> file.toString().endsWith(".jar")).toList()) {
                    jars.put(root.relativize(file).toString(), digest(file));
                }
            }
        }
        return jars;
    }

    private static String digest(Path file) throws IOException, NoSuchAlgorithmException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of()
                    .formatHex(((DigestInputStream) in).getMessageDigest().digest());
        }
    }

    /** Says what Maven said only when it fails. */
    private void maven(Path folder, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("mvn", "-B", "-q", "-ntp"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            rows.say(said);
            throw new IOException("Maven could not do it: " + String.join(" ", words));
        }
    }
}
