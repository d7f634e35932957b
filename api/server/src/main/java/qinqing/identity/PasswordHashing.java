package qinqing.identity;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.token.CallersContext;
import qinqing.token.Secrets;
import qinqing.vault.Passwords;

/**
 * Argon2id off the event loop, two at a time: each takes 40 ms and 19 MiB, so a flood of logins must meet a wall and
 * not the memory's end (decisions: safety). A few more may wait; the next one hears 503.
 */
@ApplicationScoped
class PasswordHashing {
    static final int AT_ONCE = 2;
    private static final Duration BUSY = Duration.ofSeconds(1);

    private final Passwords passwords;
    private final ThreadPoolExecutor workers;

    /** Verified where there is no password, so that an unknown phone takes as long as a known one. */
    private final String decoy;

    PasswordHashing(
            Passwords passwords,
            Secrets secrets,
            @ConfigProperty(name = "qinqing.login.waiting", defaultValue = "8") int waiting) {
        this.passwords = passwords;
        this.decoy = passwords.hash(secrets.token());
        this.workers = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().daemon().name("argon2-", 0).factory());
    }

    Uni<String> hash(String password) {
        return work(() -> passwords.hash(password));
    }

    /** @param stored null where no account or no password exists: false, after the same time */
    Uni<Boolean> verify(String password, @Nullable String stored) {
        return work(() -> passwords.verify(password, stored == null ? decoy : stored) && stored != null);
    }

    @PreDestroy
    void stop() {
        workers.shutdownNow();
    }

    /** Comes back to the caller's event loop, which its database session belongs to. */
    private <T> Uni<T> work(Supplier<T> slow) {
        return Uni.createFrom().deferred(() -> {
            var back = CallersContext.now();
            return Uni.createFrom()
                    .item(slow)
                    .runSubscriptionOn(workers)
                    .onFailure(RejectedExecutionException.class)
                    .transform(full -> ProblemException.retryAfter(
                            ProblemType.UNAVAILABLE,
                            BUSY,
                            new Text("登录人数过多，请稍后重试", "Too many people are logging in, please try again")))
                    .emitOn(back);
        });
    }
}
