package qinqing.linkage.kit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import qinqing.linkage.engine.BeneficiaryRow;
import qinqing.linkage.engine.Matching;
import qinqing.linkage.engine.Official;
import qinqing.linkage.engine.Relative;

/** The three files and their columns; reads them into a comparison with all threads. */
final class Inputs {

    static final List<String> RELATIVE = List.of(
            "relative_id",
            "official_id",
            "relation",
            "name",
            "gender",
            "id_number",
            "phone",
            "household_address",
            "employer",
            "status",
            "deceased_date");
    static final List<String> OFFICIAL = List.of(
            "official_id",
            "name",
            "gender",
            "id_number",
            "phone",
            "work_unit",
            "post",
            "native_address",
            "home_address");
    static final List<String> BENEFICIARY = List.of(
            "beneficiary_id",
            "list_id",
            "program",
            "year",
            "row_type",
            "name",
            "id_number",
            "phone",
            "address",
            "company_name",
            "uscc",
            "legal_rep",
            "legal_rep_id",
            "agent",
            "agent_id",
            "agent_phone",
            "amount",
            "pay_date");

    private static final int BATCH = 2048;

    private final Matching matching;
    private final int threads;

    Inputs(Matching matching, int threads) {
        this.matching = matching;
        this.threads = threads;
    }

    void relatives(Path file) {
        read(new Table(file, RELATIVE, List.of("relative_id")), Inputs::relative, matching::declare);
    }

    void officials(Path file) {
        read(new Table(file, OFFICIAL, List.of("official_id")), Inputs::official, matching::declareOfficials);
    }

    void beneficiaries(Path file) {
        read(new Table(file, BENEFICIARY, List.of("beneficiary_id")), Inputs::row, matching::addRows);
    }

    private <T> void read(Table table, Function<String[], T> record, Consumer<List<T>> out) {
        ExecutorService workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory());
        Semaphore room = new Semaphore(threads * 4);
        List<Future<?>> running = new ArrayList<>();
        List<String[]> batch = new ArrayList<>(BATCH);
        Consumer<List<String[]>> submit = lines -> {
            room.acquireUninterruptibly();
            running.add(workers.submit(() -> {
                try {
                    out.accept(lines.stream().map(record).toList());
                } finally {
                    room.release();
                }
            }));
        };
        try {
            List<List<String[]>> current = new ArrayList<>(List.of(batch));
            table.read(cells -> {
                current.getFirst().add(cells);
                if (current.getFirst().size() == BATCH) {
                    submit.accept(current.getFirst());
                    current.set(0, new ArrayList<>(BATCH));
                }
            });
            submit.accept(current.getFirst());
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            workers.shutdownNow();
        }
    }

    private static Relative relative(String[] c) {
        return new Relative(c[0].strip(), c[1].strip(), c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9], c[10]);
    }

    private static Official official(String[] c) {
        return new Official(c[0].strip(), c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8]);
    }

    private static BeneficiaryRow row(String[] c) {
        return new BeneficiaryRow(
                c[0].strip(),
                c[1],
                c[2],
                c[3],
                c[4],
                c[5],
                c[6],
                c[7],
                c[8],
                c[9],
                c[10],
                c[11],
                c[12],
                c[13],
                c[14],
                c[15],
                c[16],
                c[17]);
    }
}
