package qinqing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code ./qinqing demo}: an invented county does the whole job through the API of the real server. */
public final class Demo {

    private static final Path FOLDER = Path.of("data", "demo");

    /** Kept here, since a lock that nothing refers to ends with the next garbage collection. */
    private static @Nullable FileLock claim;

    private final DemoOptions options;
    private final Progress progress = Progress.onStandardOutput();

    private Demo(DemoOptions options) {
        this.options = options;
    }

    public static void main(String... arguments) throws Exception {
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        switch (DemoOptions.parse(arguments)) {
            case DemoOptions.Parsed.Explain(var complaint) -> {
                if (!complaint.isEmpty()) {
                    System.err.println(complaint);
                }
                System.err.print(DemoOptions.USAGE);
                System.exit(complaint.isEmpty() ? 0 : 2);
            }
            case DemoOptions.Parsed.Run(var options) -> new Demo(options).run();
        }
    }

    private void run() throws Exception {
        var begun = Instant.now();
        System.out.printf(
                "亲清演示：涪陵区，虚构的人、真实的地名（%s，种子 %d）。%n%n", options.size().name().toLowerCase(Locale.ROOT), options.seed());
        SyntheticCounty county;
        try (var step = progress.start("（虚构一个县 making a county）", 0)) {
            county = SyntheticCounty.of(options.size(), options.seed());
            step.to(county.officials().size());
        }
        var folder = freshFolder();
        ServerProcess server;
        try (var step = progress.start("（启动服务 starting the server）", 0)) {
            var heap = options.size() == CountySize.SMALL ? "-Xmx512m" : "-Xmx1500m";
            server = ServerProcess.start(folder, Play.serverOptions(heap));
            step.to(1);
        }
        try (server) {
            var scene = new Scene(county, server, progress, folder);
            var play = new Play(scene);
            play.run();
            System.out.println();
            System.out.print(scene.tally.render());
            System.out.printf(
                    Locale.ROOT,
                    "%n共 %.0f 秒 in all (server started in %.1f s, %d people logged in, %d MiB resident)%n",
                    Duration.between(begun, Instant.now()).toMillis() / 1000.0,
                    server.startedIn().toMillis() / 1000.0,
                    scene.cast.awake(),
                    server.residentMemory() >> 20);
            verifyAudit(folder);
            say(scene, play.notice());
            if (options.staysUp()) {
                System.out.println("\n服务仍在运行，按 Ctrl-C 停止。The server stays up; Ctrl-C stops it.");
                server.join();
            }
        }
    }

    private void verifyAudit(Path folder) throws IOException, InterruptedException {
        System.out.println();
        ServerProcess.verifyAudit(folder);
    }

    private static void say(Scene scene, JsonNode notice) {
        var address = scene.server.address();
        var number = notice.required("number").asText();
        System.out.printf("""

                公示栏 public feed   %1$s/
                一份公示 one notice  %1$s/notices/%2$s
                公示表 its sheet     %1$s/api/v1/public/notices/%2$s/sheet?format=PDF
                接口文档 API docs     %1$s/api-docs
                数据 data            %3$s
                """, address, number, scene.folder.toAbsolutePath());
        var table = new Table("账号 phone", "密码 password", "角色 role", "单位 unit");
        table.row(Cast.ADMIN_PHONE, Cast.PASSWORD, "ADMIN", "涪陵区");
        table.row(SetsUpCounty.REGISTRAR_PHONE, Cast.PASSWORD, "CLERK", "涪陵区");
        var programme = scene.county.programmes().getFirst();
        var unit = scene.county.unit(programme.approvingUnit());
        for (var role : List.of("CLERK", "VERIFIER", "ENDORSER")) {
            scene.holders(role, unit.code())
                    .findFirst()
                    .ifPresent(account -> table.row(account.phone(), Cast.PASSWORD, role, unit.name()));
        }
        scene.county.accounts().stream()
                .filter(account -> account.role().equals("COUNTY_INSPECTOR"))
                .findFirst()
                .ifPresent(account -> table.row(account.phone(), Cast.PASSWORD, "COUNTY_INSPECTOR", "区纪委"));
        var official = scene.county.officials().getLast();
        scene.cast.assignments(official.person().phone());
        table.row(
                official.person().phone(),
                Cast.PASSWORD,
                "OFFICIAL",
                official.unit().name());
        System.out.println();
        System.out.print(table.render());
    }

    /** {@code data/demo}, emptied; where another demo is still running there, or about to, a folder beside it. */
    private static Path freshFolder() throws IOException {
        for (var number = 1; ; number++) {
            var folder = number == 1 ? FOLDER : FOLDER.resolveSibling("demo-" + number);
            if (isClaimed(folder) && !isInUse(folder)) {
                delete(folder);
                Files.createDirectories(folder);
                return folder;
            }
        }
    }

    /** Two demos that start in the same second must not empty each other's folder; the lock ends with this process. */
    private static boolean isClaimed(Path folder) throws IOException {
        Files.createDirectories(folder.toAbsolutePath().getParent());
        var lock = folder.resolveSibling(folder.getFileName() + ".lock");
        var file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        claim = file.tryLock();
        if (claim == null) {
            file.close();
        }
        return claim != null;
    }

    private static boolean isInUse(Path folder) throws IOException {
        var lock = folder.resolve("server.lock");
        if (Files.exists(lock)) {
            try (var file = FileChannel.open(lock, StandardOpenOption.WRITE);
                    var mine = file.tryLock()) {
                if (mine == null) {
                    return true;
                }
            }
        }
        var postmaster = folder.resolve("postgresql/postmaster.pid");
        return Files.exists(postmaster)
                && Files.readAllLines(postmaster).stream()
                        .findFirst()
                        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid.strip())))
                        .flatMap(process -> process.info().command())
                        .filter(command -> command.endsWith("postgres"))
                        .isPresent();
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
