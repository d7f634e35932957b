package qinqing.launch;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** Entry of the server process: brings up the embedded database where none is configured, then Quarkus. */
@QuarkusMain
public final class Main {
    private Main() {}

    /**
     * @param args {@code verify audit} checks the audit trail and ends; anything else is passed on to Quarkus
     * @throws IOException when the data directory can't be used
     * @throws SQLException when the audit trail can't be read
     */
    public static void main(String... args) throws IOException, SQLException {
        var folder = Path.of(setting("qinqing.data-directory").orElse("data"));
        if (args.length > 0 && args[0].equals("verify")) {
            System.exit(VerifyAudit.run(folder));
        }
        takeFreePort("quarkus.http.port", 8080);
        takeFreePort("quarkus.management.port", 9000);
        if (setting("quarkus.datasource.jdbc.url").isEmpty()) {
            lock(folder);
            startEmbeddedDatabase(folder);
        }
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

    /** Two servers on one data directory would stop each other's database; the lock ends with the process. */
    private static void lock(Path folder) throws IOException {
        Files.createDirectories(folder);
        var file = FileChannel.open(folder.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (file.tryLock() == null) {
            System.err.printf("另一个亲清服务正在使用 %s，请先停止它。Another server is using %s, stop it first.%n", folder, folder);
            System.exit(1);
        }
    }

    /** Says which port it took when the usual one is in use; a port that was asked for by name is left alone. */
    private static void takeFreePort(String setting, int usual) throws IOException {
        if (setting(setting).isPresent()) {
            return;
        }
        int port = isFree(usual) ? usual : EmbeddedDatabase.freePort();
        System.setProperty(setting, Integer.toString(port));
        if (port != usual) {
            System.out.printf("端口 %d 已被占用，改用 %d。Port %d is taken, using %d.%n", usual, port, usual, port);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** System property or environment variable, as Quarkus itself would read them; files come later. */
    static Optional<String> setting(String name) {
        var variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return Optional.ofNullable(System.getProperty(name)).or(() -> Optional.ofNullable(System.getenv(variable)));
    }
}
