package qinqing.intake;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import qinqing.spreadsheet.Row;

/**
 * Streams a file into the staging tables: this thread reads, checks and seals page by page, a second one copies the pages.
 * Memory holds three pages and the fingerprints, however long the file.
 */
final class ReadsList {
    static final int PAGE_ROWS = 8192;
    private static final int PAGE_BYTES = 4 << 20;
    private static final int PAGES = 3;
    private static final long PATIENCE_MILLIS = 200;

    /** Told after each page. */
    interface Watch {
        /** @return false when the reading should stop */
        boolean goOn(long rowsRead) throws SQLException;
    }

    private final DataSource database;
    private final Staging staging;
    private final BlockingQueue<Staging.Page> empty = new ArrayBlockingQueue<>(PAGES);
    private final BlockingQueue<Staging.Page> full = new ArrayBlockingQueue<>(PAGES + 1);
    private static final Staging.Page END = new Staging.Page(new BinaryRows(32), new BinaryRows(32));

    private long read;
    private long good;
    private long warned;
    private long bad;
    private long duplicates;
    private BigDecimal amount = BigDecimal.ZERO;

    ReadsList(DataSource database, Staging staging) {
        this.database = database;
        this.staging = staging;
        for (int i = 0; i < PAGES; i++) {
            empty.add(new Staging.Page(new BinaryRows(PAGE_BYTES), new BinaryRows(1 << 12)));
        }
    }

    /** @return null when the watch said to stop */
    @Nullable
    RowCounts read(Iterator<Row> rows, ReadsRow reads, StagesRows stages, Watch watch)
            throws SQLException, InterruptedException {
        var copying = new FutureTask<@Nullable Void>(this::copyPages);
        var copier = Thread.ofPlatform().name("import-copy-", 0).daemon().start(copying);
        try {
            var page = emptyPage(copying);
            while (rows.hasNext()) {
                take(page, rows.next(), reads, stages);
                if (page.rows().rows() >= PAGE_ROWS || page.findings().rows() >= PAGE_ROWS) {
                    full.add(page);
                    if (!watch.goOn(read)) {
                        return null;
                    }
                    page = emptyPage(copying);
                }
            }
            full.add(page);
            full.add(END);
            finish(copying);
            return new RowCounts(read, good, bad, warned, duplicates, amount);
        } finally {
            copier.interrupt();
        }
    }

    private void take(Staging.Page page, Row row, ReadsRow reads, StagesRows stages) {
        var reading = reads.read(row);
        if (reading.isNoRow()) {
            return;
        }
        read++;
        var novelty = stages.add(page, (int) row.number(), reading);
        if (reading.isBad()) {
            bad++;
            return;
        }
        good++;
        var sum = reading.people().getFirst().amount();
        amount = sum == null ? amount : amount.add(sum);
        if (novelty != StagesRows.Novelty.NEW) {
            duplicates++;
        }
        if (novelty != StagesRows.Novelty.NEW || !reading.findings().isEmpty()) {
            warned++;
        }
    }

    private @Nullable Void copyPages() throws SQLException, InterruptedException {
        try (var connection = database.getConnection()) {
            for (var page = full.take(); page != END; page = full.take()) {
                staging.copy(connection, page);
                page.rows().clear();
                page.findings().clear();
                empty.add(page);
            }
        }
        return null;
    }

    /** A page to fill; the copier's failure instead, if it ended. */
    private Staging.Page emptyPage(FutureTask<@Nullable Void> copying) throws SQLException, InterruptedException {
        while (true) {
            var page = empty.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (page != null) {
                return page;
            }
            if (copying.isDone()) {
                finish(copying);
                throw new IllegalStateException("the copying thread ended before the file did");
            }
        }
    }

    private static void finish(FutureTask<@Nullable Void> copying) throws SQLException, InterruptedException {
        try {
            copying.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException database) {
                throw database;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
