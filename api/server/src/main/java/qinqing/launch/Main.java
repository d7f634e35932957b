package qinqing.launch;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entry of the server process: brings up the embedded database where none is configured, then Quarkus. */
@QuarkusMain
public final class Main {
    /** In the data directory: the port for requests and the one for management, with a blank between. */
    private static final String PORTS_FILE = "server.ports";

    /** Kept here, since a lock that nothing refers to ends with the next garbage collection. */
    private static @Nullable FileLock dataLock;

    private Main() {}

    /**
     * @param args {@code verify audit} checks the audit trail and ends, {@code keys rotate} replaces the keys and ends; anything
     *     else is passed on to Quarkus
     * @throws IOException when the data directory can't be used
     * @throws SQLException when the audit trail can't be read, or a value not be written
     */
    public static void main(String... args) throws IOException, SQLException, InterruptedException {
        var folder = Path.of(setting("qinqing.data-directory").orElse("data"));
        if (args.length > 0 && args[0].equals("verify")) {
            System.exit(VerifyAudit.run(folder));
        }
        if (args.length > 0 && args[0].equals("keys")) {
            System.exit(RotateKeys.run(folder));
        }
        makePrivate(folder);
        if (setting("quarkus.datasource.jdbc.url").isEmpty()) {
            lock(folder);
            startEmbeddedDatabase(folder);
        }
        var ports = Ports.ofThisMachine();
        tellPorts(folder, port("quarkus.http.port", 8080, ports), port("quarkus.management.port", 9000, ports));
        Quarkus.run(args);
    }

    private static void startEmbeddedDatabase(Path folder) throws IOException {
        var database = EmbeddedDatabase.start(folder, true);
        database.keepUp();
        System.setProperty("quarkus.datasource.jdbc.url", database.jdbcUrl());
        System.setProperty("quarkus.datasource.reactive.url", database.reactiveUrl());
        System.setProperty("quarkus.datasource.username", database.login());
        System.setProperty("quarkus.datasource.password", database.password());
        System.out.printf("PostgreSQL: %s, data in %s%n", database.jdbcUrl(), folder.toAbsolutePath());
    }

    /** Keys, uploads and the database are nobody else's business on this machine, whatever the umask was. */
    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Two servers on one data directory would stop each other's database; the lock ends with the process. */
    private static void lock(Path folder) throws IOException {
        var file = FileChannel.open(folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        dataLock = file.tryLock();
        if (dataLock == null) {
            System.err.printf("另一个亲清服务正在使用 %s，请先停止它。Another server is using %s, stop it first.%n", folder, folder);
            System.exit(1);
        }
    }

    /** Says which port it took when the usual one is in use; a port that was asked for by name is left alone. */
    private static int port(String setting, int usual, Ports ports) throws IOException {
        var asked = setting(setting);
        if (asked.isPresent()) {
            return Integer.parseInt(asked.get());
        }
        int port = ports.take(usual);
        System.setProperty(setting, Integer.toString(port));
        if (port != usual) {
            System.out.printf("端口 %d 已被占用，改用 %d。Port %d is taken, using %d.%n", usual, port, usual, port);
        }
        return port;
    }

    /** Whoever started this process reads here where it listens. */
    private static void tellPorts(Path folder, int http, int management) throws IOException {
        var file = folder.resolve(PORTS_FILE);
        var whole = Files.writeString(folder.resolve(PORTS_FILE + ".part"), "%d %d%n".formatted(http, management));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** System property or environment variable, as Quarkus itself would read them; files come later. */
    static Optional<String> setting(String name) {
        var variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return Optional.ofNullable(System.getProperty(name)).or(() -> Optional.ofNullable(System.getenv(variable)));
    }
}
