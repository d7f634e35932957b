package qinqing.demo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Many people at their desks: requests side by side, a bounded number at a time. */
final class AtOnce {

    private static final int PEOPLE = 16;

    /** What somebody does for one item. */
    interface Task<T> {
        void on(T item) throws Exception;
    }

    private AtOnce() {}

    /** Does the task for each item; the first failure ends it and is thrown. */
    static <T> void each(Collection<T> items, Task<T> task) throws Exception {
        all(items, item -> () -> {
            task.on(item);
            return Boolean.TRUE;
        });
    }

    /** The results in the order of the items. */
    static <T, R> List<R> all(Collection<T> items, Function<T, Callable<R>> work) throws Exception {
        var desks = new Semaphore(PEOPLE);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = new ArrayList<Future<R>>(items.size());
            for (var item : items) {
                var call = work.apply(item);
                desks.acquire();
                futures.add(pool.submit(() -> {
                    try {
                        return call.call();
                    } finally {
                        desks.release();
                    }
                }));
                failEarly(futures);
            }
            var results = new ArrayList<R>(futures.size());
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static <R> void failEarly(List<Future<R>> futures) throws InterruptedException, ExecutionException {
        var last = futures.size() - PEOPLE;
        if (last >= 0 && futures.get(last).isDone()) {
            futures.get(last).get();
        }
    }
}
