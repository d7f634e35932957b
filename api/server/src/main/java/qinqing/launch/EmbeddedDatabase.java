package qinqing.launch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A PostgreSQL of our own in a folder, for everyone who has none yet. Its superuser's password lies beside the data,
 * readable by the owner only; clients on this machine need it (zonky's default would trust every local user).
 */
public final class EmbeddedDatabase implements AutoCloseable {
    static final String NAME = "qinqing";
    static final String LOGIN = "qinqing";
    private static final String SUPERUSER = "postgres";
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(EmbeddedDatabase.class);

    private final EmbeddedPostgres server;
    private final String password;
    private final Path data;
    private volatile boolean closed;

    private EmbeddedDatabase(EmbeddedPostgres server, String password, Path data) {
        this.server = server;
        this.password = password;
        this.data = data;
    }

    /**
     * Starts the server on {@code folder}, or adopts the one that a killed process left running there.
     *
     * @param durable false only for tests, which trade safety after a power cut for speed
     * @throws IOException when the folder can't be used or the server doesn't start
     */
    public static EmbeddedDatabase start(Path folder, boolean durable) throws IOException {
        var data = folder.toAbsolutePath().resolve("postgresql");
        Files.createDirectories(folder);
        var passwordFile = passwordFile(folder);
        var password = Files.readString(passwordFile).strip();
        int port = runningOn(data);
        var builder = EmbeddedPostgres.builder();
        if (durable) {
            // beside the data, since everyone may write to the usual place under the temporary directory
            builder.setOverrideWorkingDirectory(
                    folder.toAbsolutePath().resolve("postgresql-binaries").toFile());
        }
        var server = builder.setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port == 0 ? Ports.ofThisMachine().takeAny() : port)
                .setPGStartupWait(START_WITHIN)
                .setRegisterShutdownHook(true)
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("locale", "C.UTF-8")
                .setConnectConfig("password", password)
                // zonky starts with fsync off; whoever keeps real declarations wants it on
                .setServerConfig("fsync", durable ? "on" : "off")
                .setServerConfig("synchronous_commit", durable ? "on" : "off")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // its log must not quote what people typed: no failing statements, no values of violated keys
                .setServerConfig("log_error_verbosity", "terse")
                .setServerConfig("log_min_error_statement", "panic")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("maintenance_work_mem", "128MB")
                .setServerConfig("work_mem", "32MB")
                .setServerConfig("random_page_cost", "1.1")
                .start();
        var database = new EmbeddedDatabase(server, password, data);
        database.prepare();
        return database;
    }

    /**
     * From now on starts the server again whenever it is gone, on the same port and with the same settings, until {@link
     * #close}: a killed database must not wait for a person (R2). While it can't start, for want of space for example, it is
     * tried again and again.
     */
    public void keepUp() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> closed = true));
        Thread.ofPlatform().daemon().name("database-keeper").start(this::watch);
    }

    private void watch() {
        try {
            var binaries = binaries();
            var pause = LOOK_EVERY;
            while (!closed) {
                Thread.sleep(pause);
                if (closed || runningOn(data) != 0) {
                    pause = LOOK_EVERY;
                } else if (startAgain(binaries)) {
                    LOG.warn("the embedded PostgreSQL was gone and has been started again");
                    pause = LOOK_EVERY;
                } else {
                    LOG.error("the embedded PostgreSQL is gone and does not start");
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
        } catch (IOException e) {
            LOG.errorf("nobody watches over the embedded PostgreSQL any more: %s", e.getClass());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** zonky unpacks them under a name of its own, so they are asked of the running server. */
    private Path binaries() throws IOException {
        return postmaster(data)
                .flatMap(process -> process.info().command())
                .map(Path::of)
                .map(Path::getParent)
                .orElseThrow(() -> new IOException("the embedded PostgreSQL ended before anybody watched it"));
    }

    /** The server left its own command line in its folder; {@code restart} takes it from there. */
    private boolean startAgain(Path binaries) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (LinuxUtils.isUnshareAvailable()) {
            command.addAll(List.of("unshare", "-U")); // it refuses to run as root
        }
        command.add(binaries.resolve("pg_ctl").toString());
        command.addAll(List.of("-D", data.toString(), "-w", "-t", Long.toString(START_WITHIN.toSeconds()), "restart"));
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /**
     * A connection to the database in {@code folder}: of the server that works with it at the moment, or of one started for this
     * visit, which ends with this process.
     */
    static Connection visit(Path folder) throws IOException, SQLException {
        int port = runningOn(folder.toAbsolutePath().resolve("postgresql"));
        if (port != 0) {
            var password = Files.readString(passwordFile(folder)).strip();
            return ofTheHouse("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME), LOGIN, password);
        }
        var database = start(folder, true);
        return database.connect();
    }

    /** The policies bind the owner of the tables as well, so it has to say in whose name it looks (ADR 10). */
    static Connection ofTheHouse(String url, String login, String password) throws SQLException {
        var connection = DriverManager.getConnection(url, login, password);
        try (var statement = connection.createStatement()) {
            statement.execute("set qinqing.tenant = 'HOUSE::::'");
        }
        return connection;
    }

    /** As the owner of the tables, in the name of the house. */
    public Connection connect() throws SQLException {
        return ofTheHouse(jdbcUrl(), LOGIN, password);
    }

    /** JDBC address without credentials. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), NAME);
    }

    /** Address for the reactive client. */
    public String reactiveUrl() {
        return "postgresql://127.0.0.1:%d/%s".formatted(server.getPort(), NAME);
    }

    public String login() {
        return LOGIN;
    }

    public String password() {
        return password;
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
    }

    /** The login that owns the tables is no superuser, so that row-level security can bind it. */
    private void prepare() throws IOException {
        var url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort());
        try (var connection = DriverManager.getConnection(url, SUPERUSER, password)) {
            if (!exists(connection, "select 1 from pg_roles where rolname = ?", LOGIN)) {
                execute(
                        connection,
                        "create role " + LOGIN + " login createrole nosuperuser nobypassrls password '" + password
                                + "'");
            }
            if (!exists(connection, "select 1 from pg_database where datname = ?", NAME)) {
                execute(connection, "create database " + NAME + " owner " + LOGIN);
            }
        } catch (SQLException e) {
            throw new IOException("The embedded PostgreSQL started but could not be prepared", e);
        }
    }

    private static boolean exists(Connection connection, String question, String name) throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The port of a postmaster that is still alive on this folder, or 0: its fourth line names it. */
    private static int runningOn(Path data) throws IOException {
        var lines = pidFile(data);
        return lines.size() < 4 || postmaster(data).isEmpty()
                ? 0
                : Integer.parseInt(lines.get(3).strip());
    }

    /** The server's first process, if it is alive; a number that another program has by now doesn't count. */
    private static Optional<ProcessHandle> postmaster(Path data) throws IOException {
        var lines = pidFile(data);
        return lines.isEmpty() || lines.getFirst().isBlank()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(process -> process.info()
                        .command()
                        .filter(command -> command.endsWith("postgres"))
                        .isPresent());
    }

    private static List<String> pidFile(Path data) throws IOException {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static Path passwordFile(Path folder) throws IOException {
        var file = folder.toAbsolutePath().resolve("postgresql.password");
        if (!Files.exists(file)) {
            var random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file, Base64.getUrlEncoder().withoutPadding().encodeToString(random), StandardOpenOption.WRITE);
        }
        return file;
    }
}
