package qinqing.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import qinqing.demo.ServerProcess;

/**
 * Work is asked for while its transactions are rolled back, run into constraints, lose their connection between two statements
 * and their server: each piece of work has its job and its place in the queue, or none of the three is there (R4).
 */
final class TornTransactions {
    private static final int TRIES = 500;
    private static final int TRIES_IN_FULL = 10_000;
    private static final int TRIES_A_KILL = 300;
    private static final int CALLERS = 6;

    private static final String[] ORPHANS = {"""
        select count(*) from job j
         where finished_at is null
           and not exists (select from scheduled_tasks s where s.task_instance = j.id::text and s.task_name = j.kind)
        """, """
        select count(*) from scheduled_tasks s where not exists (select from job j where j.id::text = s.task_instance)
        """, """
        select count(*) from job j
         where not exists (select from beneficiary_batch b where b.job_id = j.id)
           and not exists (select from matching_run m where m.id = j.id)
           and not exists (select from import_run i where i.id = j.id)
        """, """
        select count(*) from beneficiary_batch b where not exists (select from job j where j.id = b.job_id)
        """};

    private static final String TEAR = """
            select count(pg_terminate_backend(pid)) from (
                select pid from pg_stat_activity
                 where usename = 'qinqing' and datname = 'qinqing' and pid <> pg_backend_pid()
                   and state in ('active', 'idle in transaction', 'idle in transaction (aborted)')
                 order by random() limit 1) victim
            """;

    private final Rows rows;
    private final Path data;
    private final Database database;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger torn = new AtomicInteger();
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final Map<String, Wire.Call> open = new ConcurrentHashMap<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
    private volatile boolean stop;
    private @Nullable ExecutorService threads;

    private TornTransactions(Rows rows, Path data) {
        this.rows = rows;
        this.data = data;
        this.database = new Database(data);
    }

    static void run(VerifyOptions options, Rows rows) throws Exception {
        var data = Files.createTempDirectory("qinqing-torn-");
        try {
            new TornTransactions(rows, data).run(options.full() ? TRIES_IN_FULL : TRIES, new Random(options.seed()));
        } finally {
            Town.delete(data);
        }
    }

    private void run(int tries, Random chance) throws Exception {
        // nobody works the queue, so that whatever was put there can be counted
        var options = Town.options("-Dqinqing.jobs.threads=0");
        var server = ServerProcess.start(data, options);
        var kills = 0;
        try {
            var town = Town.found(server, 0);
            while (asked.get() < tries) {
                var until = Math.min(tries, asked.get() + TRIES_A_KILL);
                write(server, town, until, chance);
                if (asked.get() < tries) {
                    server.kill();
                    kills++;
                    stopAll();
                    check("after a kill of the server");
                    server = ServerProcess.start(data, options);
                    town = town.at(server);
                } else {
                    stopAll();
                }
            }
            settle(new Wire(server.address()), town.token(town.clerk()));
            check("at the end");
            rows.expect(
                    database.count("select count(*) from beneficiary_batch") == acknowledged.size(),
                    "not every list that is there was acknowledged once");
        } finally {
            server.close();
        }
        rows.row(
                "R4",
                "%d tries with rollbacks, constraint failures, %d torn connections and %d kills: %d lists acknowledged, "
                        + "0 orphans and 0 missing of list, job and queue; answers %s",
                asked.get(),
                torn.get(),
                kills,
                acknowledged.size(),
                new TreeMap<>(statuses));
        rows.expect(torn.get() > tries / 50, "hardly a connection was torn");
    }

    private void write(ServerProcess server, Town town, int until, Random chance) throws InterruptedException {
        stop = false;
        var wire = new Wire(server.address());
        var pool = Executors.newVirtualThreadPerTaskExecutor();
        threads = pool;
        for (var caller = 0; caller < CALLERS; caller++) {
            var seed = chance.nextLong();
            pool.submit(() -> call(wire, town, new Random(seed)));
        }
        pool.submit(this::tear);
        while (asked.get() < until) {
            Thread.sleep(10);
        }
    }

    private void stopAll() throws InterruptedException {
        stop = true;
        if (threads != null) {
            threads.shutdown();
            threads.awaitTermination(60, TimeUnit.SECONDS);
        }
    }

    private void tear() {
        while (!stop) {
            try {
                torn.addAndGet((int) database.count(TEAR));
                Thread.sleep(30);
            } catch (SQLException | IOException restarting) {
                Thread.yield();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void call(Wire wire, Town town, Random chance) {
        while (!stop) {
            var number = asked.incrementAndGet();
            var name = "名单%d.csv".formatted(number);
            var fate = chance.nextInt(8);
            // a programme that is not there: rolled back; a list that is there already: a constraint
            var programme = fate == 0 ? "00000000-0000-7000-8000-000000000000" : town.programme();
            var content = "姓名,补助金额（元）\n周明远,%d\n".formatted(fate == 1 ? 1 : number + 1);
            var fields = Map.of("programmeId", programme, "listKind", "GRANTS", "lateEntryReason", "补录");
            var call = Wire.Call.upload("/beneficiary-batches", town.token(town.clerk()), fields, name, content);
            open.put(name, call);
            ask(wire, name, call);
        }
    }

    /** What got no answer, or one that says "later", stays open. */
    private void ask(Wire wire, String name, Wire.Call call) {
        try {
            var answer = wire.send(call);
            statuses.merge(answer.status(), 1, Integer::sum);
            if (answer.isGood()) {
                acknowledged.put(name, Town.id(answer.json()));
                open.remove(name);
            } else if (answer.status() < 500 && !answer.problem().equals("in-progress")) {
                open.remove(name);
            }
            rows.expect(answer.status() != 500, "500 for list " + name);
        } catch (IOException killed) {
            statuses.merge(0, 1, Integer::sum);
        }
    }

    private void settle(Wire wire, String token) throws InterruptedException {
        for (var round = 0; !open.isEmpty() && round < 100; round++) {
            for (var one : Map.copyOf(open).entrySet()) {
                ask(wire, one.getKey(), one.getValue().as(token));
            }
            Thread.sleep(100);
        }
        rows.expect(open.isEmpty(), open.size() + " lists were never answered");
    }

    private void check(String when) throws SQLException, IOException {
        for (var question : ORPHANS) {
            var found = database.count(question);
            rows.expect(found == 0, "%d found %s by %s".formatted(found, when, question.strip()));
        }
        var there = database.list("select file_name || ' ' || id from beneficiary_batch", List::getFirst);
        acknowledged.forEach((name, id) ->
                rows.expect(there.contains(name + " " + id), name + " was acknowledged and is lost, " + when));
    }
}
