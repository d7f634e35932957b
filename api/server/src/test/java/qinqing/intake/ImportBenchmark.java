package qinqing.intake;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.dhatim.fastexcel.Workbook;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import qinqing.kernel.Ids;
import qinqing.launch.EmbeddedDatabase;
import qinqing.spreadsheet.Limits;
import qinqing.spreadsheet.Row;
import qinqing.spreadsheet.Scratch;
import qinqing.spreadsheet.SpreadsheetSource;
import qinqing.vault.BlindIndex;
import qinqing.vault.LocalKeyFile;
import qinqing.vault.SealedFile;
import qinqing.vault.Suite;
import qinqing.vault.Vault;

/**
 * Import against COPY (issue 2, figures): a list of N rows read from its sealed file, checked, sealed, indexed and moved in,
 * then the very same sealed rows by bare COPY into the very same table with the same indexes and constraints. Run with
 * {@code -Xmx512m}; argument: rows, 1 000 000 by default.
 */
final class ImportBenchmark {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private static final List<String> HEADER = List.of("序号", "姓名", "身份证号码", "联系电话", "家庭住址", "补助金额（元）", "发放时间", "备注");
    private static final List<String> PLACES = List.of("南沱镇连丰村", "南沱镇睦和村", "珍溪镇西桥村", "百胜镇花垣村", "青羊镇安镇社区", "马武镇碑记村");

    private final DataSource database;
    private final Path folder;
    private final Vault vault;
    private final BlindIndex index;
    private final Ids ids = new Ids(Clock.systemUTC());
    private final UUID unit = UUID.randomUUID();
    private final UUID programme = UUID.randomUUID();

    private ImportBenchmark(DataSource database, Path folder) throws IOException {
        this.database = database;
        this.folder = folder;
        var keys = LocalKeyFile.open(folder.resolve("keys"), Suite.AES_256_GCM, Clock.systemUTC(), true);
        this.vault = new Vault(keys, Suite.AES_256_GCM);
        this.index = new BlindIndex(keys);
    }

    /** @param args rows */
    public static void main(String... args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "import-benchmark-");
        try (var server = EmbeddedDatabase.start(folder, true)) {
            Flyway.configure()
                    .dataSource(server.jdbcUrl(), server.login(), server.password())
                    .load()
                    .migrate();
            var database = new PGSimpleDataSource();
            database.setUrl(server.jdbcUrl());
            database.setUser(server.login());
            database.setPassword(server.password());
            new ImportBenchmark(database, folder).run(rows);
        } finally {
            try (var left = Files.walk(folder)) {
                left.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run(int rows) throws Exception {
        execute("insert into unit (id, county_code, ancestors, kind, name, created_at) values ('" + unit
                + "', '500102', array['" + unit + "'::uuid], 'COUNTY', '涪陵区', now())");
        execute("insert into programme (id, county_code, unit_id, name, kind, starts_on, created_at) values ('"
                + programme + "', '500102', '" + unit + "', '临时救助', 'FUND', date '2025-01-01', now())");
        var csv = seal(csv(rows));
        var xlsx = seal(xlsx(rows));
        warmUp();
        double imported = importFile("CSV", csv, rows);
        var sealedRows = folder.resolve("rows.copy");
        copyOut(sealedRows);
        double copied = copyIn(sealedRows, rows);
        double fromXlsx = importFile("xlsx", xlsx, rows);
        System.out.printf(
                "import CSV : COPY = %.2f (at most 2.5)%nimport xlsx : import CSV = %.2f (at most 2)%npeak heap %d MiB%n",
                imported / copied, fromXlsx / imported, peakHeap() >> 20);
    }

    private void warmUp() throws Exception {
        importFile("warm-up", seal(csv(20_000)), 20_000);
    }

    private double importFile(String name, SealedFile file, int rows) throws Exception {
        execute("truncate beneficiary, beneficiary_row_error cascade");
        var batch = UUID.randomUUID();
        execute(
                "insert into beneficiary_batch (id, county_code, unit_id, programme_id, content_digest, status, created_by, created_at) values ('"
                        + batch + "', '500102', '" + unit + "', '" + programme + "', '\\x"
                        + batch.toString().replace("-", "")
                        + "', 'IMPORTING', '" + batch + "', now())");
        long start = System.nanoTime();
        var staging = new Staging(batch, 1);
        staging.create(database);
        RowCounts counts;
        long read;
        try (var source = SpreadsheetSource.open(file.read(vault), new Scratch(folder, vault), Limits.COUNTY);
                var all = source.rows()) {
            var list = all.iterator();
            var first = new ArrayList<Row>();
            first.add(list.next());
            var mapping = Headers.recognize(first);
            var stages = new StagesRows(vault.sealer(), index.indexer(), ids, new Fingerprints());
            counts = new ReadsList(database, staging)
                    .read(list, new ReadsRow(mapping, Villages.of("500102"), TODAY), stages, done -> true);
            read = System.nanoTime();
        }
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
            staging.moveIn(connection, batch);
            Staging.drop(connection, batch);
            connection.commit();
        }
        double seconds = secondsSince(start);
        if (counts == null || counts.kept() != rows || count() != rows) {
            throw new AssertionError("rows were lost: " + counts);
        }
        System.out.printf(
                "%-8s %,d rows in %.1f s (%,.0f rows/s), of which reading, checking, sealing and staging %.1f s%n",
                name, rows, seconds, rows / seconds, (read - start) / 1e9);
        return seconds;
    }

    private void copyOut(Path target) throws SQLException, IOException {
        try (var connection = database.getConnection();
                var out = Files.newOutputStream(target)) {
            copyApi(connection).copyOut("copy (select * from beneficiary order by id) to stdout (format binary)", out);
        }
    }

    private double copyIn(Path rows, int expected) throws SQLException, IOException {
        execute("truncate beneficiary cascade");
        long start = System.nanoTime();
        try (var connection = database.getConnection();
                var in = Files.newInputStream(rows)) {
            copyApi(connection).copyIn("copy beneficiary from stdin (format binary)", in, 1 << 16);
        }
        double seconds = secondsSince(start);
        if (count() != expected) {
            throw new AssertionError("rows were lost by COPY");
        }
        System.out.printf("%-8s %,d rows in %.1f s (%,.0f rows/s)%n", "COPY", expected, seconds, expected / seconds);
        return seconds;
    }

    private static org.postgresql.copy.CopyManager copyApi(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private long count() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from beneficiary")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private SealedFile seal(Path clear) throws IOException {
        var id = UUID.randomUUID();
        var file = new SealedFile(folder.resolve(id + ".sealed"), id);
        try (var out = file.write(vault)) {
            Files.copy(clear, out);
        }
        Files.delete(clear);
        return file;
    }

    private static List<String> cells(int n) {
        return List.of(
                Integer.toString(n),
                ListedPeople.name(n % 30_000),
                n % 50 == 0 ? ListedPeople.wrongId(n) : ListedPeople.id(n),
                ListedPeople.phone(n),
                "重庆市涪陵区" + PLACES.get(n % PLACES.size()) + (n % 9 + 1) + "组" + (n % 300 + 1) + "号",
                (n % 4000 + 100) + ".00",
                "2025-%02d-%02d".formatted(n % 12 + 1, n % 28 + 1),
                "");
    }

    private Path csv(int rows) throws IOException {
        var file = Files.createTempFile(folder, "list", ".csv");
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(String.join(",", HEADER) + "\r\n");
            for (int n = 1; n <= rows; n++) {
                writer.write(String.join(",", cells(n)) + "\r\n");
            }
        }
        return file;
    }

    private Path xlsx(int rows) throws IOException {
        var file = Files.createTempFile(folder, "list", ".xlsx");
        try (var out = Files.newOutputStream(file);
                var workbook = new Workbook(out, "qinqing", "1.0")) {
            var sheet = workbook.newWorksheet("名单");
            for (int n = 0; n <= rows; n++) {
                var cells = n == 0 ? HEADER : cells(n);
                int row = n;
                IntStream.range(0, cells.size()).forEach(column -> sheet.inlineString(row, column, cells.get(column)));
                if (n % 500 == 0) {
                    sheet.flush();
                }
            }
        }
        return file;
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long peakHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(java.lang.management.MemoryUsage::getUsed)
                .sum();
    }
}
