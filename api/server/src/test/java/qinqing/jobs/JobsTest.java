package qinqing.jobs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.is;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import qinqing.EmbeddedDatabaseResource;
import qinqing.problem.Text;

@QuarkusTest
@QuarkusTestResource(EmbeddedDatabaseResource.class)
class JobsTest {
    private static final Duration RECOVERY = Duration.ofSeconds(10);

    @Inject
    TestKind kind;

    @Inject
    Jobs jobs;

    @Inject
    AgroalDataSource dataSource;

    @Inject
    Clock clock;

    @Test
    void a_job_asked_for_in_a_transaction_is_done_after_its_commit() {
        var id = UUID.randomUUID();
        kind.scripts.put(id, run -> {
            run.progress(3, 7);
            return Outcome.done();
        });
        given().post("/test/jobs/" + id).then().statusCode(200).body("state", is("QUEUED"));
        awaitState(id, JobState.SUCCEEDED, Duration.ofSeconds(5));
        given().get("/test/jobs/" + id)
                .then()
                .body("progress.done", is(7))
                .body("progress.total", is(7))
                .body("containsKey('failure')", is(false));
        assertThat(kind.attempts.get(id)).containsExactly(1);
        awaitCount("select count(*) from scheduled_tasks where task_instance = ?", id, 0);
    }

    @Test
    void a_transaction_rolled_back_leaves_neither_job_nor_queue_row() throws Exception {
        for (int i = 0; i < 50; i++) {
            var id = UUID.randomUUID();
            given().post("/test/jobs/" + id + "?fail=true").then().statusCode(500);
            assertThat(count("select count(*) from job where id::text = ?", id)).isZero();
            assertThat(count("select count(*) from scheduled_tasks where task_instance = ?", id))
                    .isZero();
        }
    }

    @Test
    void two_processes_never_run_the_same_job() throws Exception {
        var runsOfSecond = ConcurrentHashMap.<UUID>newKeySet();
        var all = new AtomicInteger();
        var ids = new ArrayList<UUID>();
        for (int i = 0; i < 120; i++) {
            var id = UUID.randomUUID();
            ids.add(id);
            kind.scripts.put(id, run -> {
                all.incrementAndGet();
                Thread.sleep(50);
                return Outcome.done();
            });
        }
        JobKind second = new JobKind() {
            @Override
            public String name() {
                return TestKind.NAME;
            }

            @Override
            public Outcome run(JobRun run) throws Exception {
                runsOfSecond.add(run.id());
                return kind.run(run);
            }
        };
        try (var workers = workers("second", second)) {
            workers.start();
            inTransaction(connection -> {
                for (var id : ids) {
                    jobs.enqueue(connection, JobTicket.byHouse(id, TestKind.NAME));
                }
            });
            for (var id : ids) {
                awaitState(id, JobState.SUCCEEDED, Duration.ofSeconds(20));
            }
        }
        assertThat(all).hasValue(ids.size());
        assertThat(runsOfSecond).isNotEmpty().hasSizeLessThan(ids.size());
        ids.forEach(id -> assertThat(kind.attempts.get(id)).containsExactly(1));
    }

    @Test
    void the_job_of_a_silent_worker_is_taken_up_within_ten_seconds() throws Exception {
        var id = UUID.randomUUID();
        inTransaction(connection -> {
            execute(connection, """
                    insert into job (id, kind, state, attempt, queued_at, started_at)
                    values (?::uuid, 'test.kind', 'RUNNING', 1, now(), now())""", id);
            execute(connection, """
                    insert into scheduled_tasks (task_name, task_instance, execution_time, picked, picked_by, last_heartbeat, version)
                    values ('test.kind', ?, now(), true, 'a dead one', now(), 2)""", id);
        });
        awaitState(id, JobState.SUCCEEDED, RECOVERY);
        assertThat(kind.attempts.get(id)).containsExactly(2);
    }

    @Test
    void nothing_written_by_a_worker_that_was_given_up_is_kept() throws Exception {
        var id = UUID.randomUUID();
        var follower = UUID.randomUUID();
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var zombieEnded = new CountDownLatch(1);
        var refused = Collections.synchronizedList(new ArrayList<Throwable>());
        kind.scripts.put(id, run -> {
            if (run.attempt() > 1) {
                return Outcome.done();
            }
            begun.countDown();
            goOn.await(20, TimeUnit.SECONDS);
            assertThat(run.shouldStop()).isTrue();
            try {
                run.step(connection -> jobs.enqueue(connection, JobTicket.byHouse(follower, TestKind.NAME)));
            } catch (LostRunException e) {
                refused.add(e);
                throw e;
            } finally {
                zombieEnded.countDown();
            }
            return Outcome.done(connection -> jobs.enqueue(connection, JobTicket.byHouse(follower, TestKind.NAME)));
        });
        inTransaction(connection -> jobs.enqueue(connection, JobTicket.byHouse(id, TestKind.NAME)));
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        // its heartbeats stopped reaching the database for a while: another worker takes over
        inTransaction(connection -> execute(connection, """
                update scheduled_tasks set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                where task_instance = ?""", id));
        awaitState(id, JobState.SUCCEEDED, RECOVERY);
        goOn.countDown();
        assertThat(zombieEnded.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(refused).hasSize(1);
        assertThat(count("select count(*) from job where id::text = ?", follower))
                .isZero();
        assertThat(kind.attempts.get(id)).containsExactly(1, 2);
    }

    @Test
    void a_running_job_is_cancelled_after_its_page() throws Exception {
        var id = UUID.randomUUID();
        var begun = new CountDownLatch(1);
        kind.scripts.put(id, run -> {
            begun.countDown();
            for (int page = 0; page < 1000; page++) {
                if (run.shouldStop()) {
                    return Outcome.stopped();
                }
                Thread.sleep(20);
            }
            return Outcome.done();
        });
        given().post("/test/jobs/" + id).then().statusCode(200);
        assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
        given().delete("/test/jobs/" + id).then().body(is("true"));
        awaitState(id, JobState.CANCELLED, Duration.ofSeconds(5));
        assertThat(kind.givenUp).containsEntry(id, JobState.CANCELLED);
        given().delete("/test/jobs/" + id).then().body(is("false"));
    }

    @Test
    void a_waiting_job_is_cancelled_without_being_begun() {
        var id = UUID.randomUUID();
        kind.scripts.put(id, run -> Outcome.snooze(Duration.ofMinutes(10)));
        given().post("/test/jobs/" + id).then().statusCode(200);
        awaitCount("select count(*) from job where id::text = ? and state = 'QUEUED' and attempt = 1", id, 1);
        given().delete("/test/jobs/" + id).then().body(is("true"));
        awaitState(id, JobState.CANCELLED, Duration.ofSeconds(5));
        assertThat(kind.attempts.get(id)).containsExactly(1);
    }

    @Test
    void a_failing_job_is_tried_again_and_then_says_so() {
        var id = UUID.randomUUID();
        kind.scripts.put(id, run -> {
            throw new IllegalStateException("no luck");
        });
        given().post("/test/jobs/" + id).then().statusCode(200);
        awaitState(id, JobState.FAILED, Duration.ofSeconds(10));
        assertThat(kind.attempts.get(id)).containsExactly(1, 2);
        assertThat(kind.givenUp).containsEntry(id, JobState.FAILED);
        given().get("/test/jobs/" + id).then().body("failure.code", is("TRIED_IN_VAIN"));
    }

    @Test
    void a_job_that_fails_for_good_is_not_tried_again() {
        var id = UUID.randomUUID();
        kind.scripts.put(id, run -> Outcome.fail("NO_HEADER", new Text("缺少表头", "The header is missing")));
        given().post("/test/jobs/" + id).then().statusCode(200);
        awaitState(id, JobState.FAILED, Duration.ofSeconds(5));
        given().get("/test/jobs/" + id).then().body("failure.detail", is("缺少表头"));
        assertThat(kind.attempts.get(id)).containsExactly(1);
    }

    @Test
    void results_become_visible_with_the_success_or_not_at_all() throws Exception {
        var id = UUID.randomUUID();
        var result = UUID.randomUUID();
        kind.scripts.put(
                id,
                run -> Outcome.done(connection -> {
                    jobs.enqueue(connection, JobTicket.byHouse(result, TestKind.NAME));
                    throw new SQLException("the disk is full");
                }));
        given().post("/test/jobs/" + id).then().statusCode(200);
        awaitState(id, JobState.FAILED, Duration.ofSeconds(10));
        assertThat(count("select count(*) from job where id::text = ?", result)).isZero();
    }

    @Test
    void the_events_of_a_job_end_with_it() throws Exception {
        var id = UUID.randomUUID();
        var finish = new CountDownLatch(1);
        kind.scripts.put(id, run -> {
            run.progress(1, 2);
            finish.await(10, TimeUnit.SECONDS);
            return Outcome.done();
        });
        given().post("/test/jobs/" + id).then().statusCode(200);
        awaitCount("select count(*) from job where id::text = ? and done = 1", id, 1);
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(1200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            finish.countDown();
        });
        var events = given().get("/test/jobs/" + id + "/events?millis=60000")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(events.lines().filter(line -> line.startsWith("data:")))
                .hasSize(2)
                .satisfiesExactly(first -> assertThat(first).contains("RUNNING"), last -> assertThat(last)
                        .contains("SUCCEEDED"));
    }

    @Test
    void the_events_of_a_job_end_with_the_token() {
        var id = UUID.randomUUID();
        kind.scripts.put(id, run -> Outcome.snooze(Duration.ofMinutes(10)));
        given().post("/test/jobs/" + id).then().statusCode(200);
        long before = System.nanoTime();
        given().get("/test/jobs/" + id + "/events?millis=1200").then().statusCode(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(1000), Duration.ofSeconds(4));
    }

    @Test
    void who_lost_the_right_meanwhile_gets_no_run() throws Exception {
        var id = UUID.randomUUID();
        var former = UUID.randomUUID();
        var queue = new JobQueue(dataSource, clock);
        inTransaction(connection -> {
            jobs.enqueue(connection, new JobTicket(id, "test.unattended", former, null));
        });
        JobKind unattended = new JobKind() {
            @Override
            public String name() {
                return "test.unattended";
            }

            @Override
            public Outcome run(JobRun run) {
                throw new AssertionError("must not run");
            }
        };
        new Attempt(
                        queue,
                        unattended,
                        List.of((connection, assignment, unit) -> !assignment.equals(former)),
                        () -> false)
                .make(id);
        given().get("/test/jobs/" + id)
                .then()
                .body("state", is("FAILED"))
                .body("failure.code", is("NOT_ALLOWED_ANY_MORE"));
    }

    @Test
    void pauses_grow_and_stay_bearable() {
        assertThat(Attempt.pauseAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(Attempt.pauseAfter(4)).isEqualTo(Duration.ofSeconds(8));
        assertThat(Attempt.pauseAfter(1000)).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void no_state_follows_an_end_and_each_can_be_reached() {
        Set<JobState> reached = new HashSet<>(Set.of(JobState.QUEUED));
        for (var state : JobState.values()) {
            reached.addAll(state.next());
        }
        assertThat(reached).containsExactlyInAnyOrder(JobState.values());
    }

    @Test
    void a_recurring_job_comes_back_and_runs_once_at_a_time() throws Exception {
        var running = new AtomicInteger();
        var together = new AtomicInteger();
        var rounds = new CountDownLatch(3);
        RecurringJob job = new RecurringJob() {
            @Override
            public String name() {
                return "test.recurring";
            }

            @Override
            public Duration every() {
                return Duration.ofMillis(500);
            }

            @Override
            public void run() throws Exception {
                together.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.sleep(100);
                running.decrementAndGet();
                rounds.countDown();
                throw new IllegalStateException("one bad round must not be the last");
            }
        };
        try (var one = new Workers("one", 1, dataSource, clock, List.of(), List.of(job), List.of());
                var two = new Workers("two", 1, dataSource, clock, List.of(), List.of(job), List.of())) {
            one.start();
            two.start();
            assertThat(rounds.await(15, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(together).hasValue(1);
    }

    @Test
    void the_same_work_is_not_queued_twice() {
        var id = UUID.randomUUID();
        assertThatThrownBy(() -> inTransaction(connection -> {
                    jobs.enqueue(connection, JobTicket.byHouse(id, TestKind.NAME));
                    jobs.enqueue(connection, JobTicket.byHouse(id, TestKind.NAME));
                }))
                .isInstanceOf(SQLException.class);
    }

    private Workers workers(String name, JobKind kind) {
        return new Workers(name, 2, dataSource, clock, List.of(kind), List.of(), List.of());
    }

    private void awaitState(UUID id, JobState state, Duration atMost) {
        awaitCount("select count(*) from job where id::text = ? and state = '" + state + "'", id, 1, atMost);
    }

    private void awaitCount(String question, UUID id, int expected) {
        awaitCount(question, id, expected, Duration.ofSeconds(5));
    }

    private void awaitCount(String question, UUID id, int expected, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            while (count(question, id) != expected) {
                assertThat(System.nanoTime())
                        .as("%s for %s within %s", question, id, atMost)
                        .isLessThan(end);
                Thread.sleep(25);
            }
        } catch (SQLException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private int count(String question, UUID id) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(question)) {
            statement.setString(1, id.toString());
            try (var row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static void execute(java.sql.Connection connection, String sql, UUID id) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, id.toString());
            statement.executeUpdate();
        }
    }

    private void inTransaction(Transaction.Step work) throws SQLException {
        new JobQueue(dataSource, clock).inTransaction(connection -> {
            work.run(connection);
            return work;
        });
    }
}
