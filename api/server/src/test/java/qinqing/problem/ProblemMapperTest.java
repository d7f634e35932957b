package qinqing.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemMapperTest {

    static Throwable[] outages() {
        return new Throwable[] {
            new ConnectException("Connection refused"),
            new IOException("Connection reset by peer"),
            new VertxException("Connection was closed"),
            new TimeoutException(),
            new SQLException("This connection has been closed", "08003"),
            new PgException("the database system is starting up", "FATAL", "57P03", ""),
            new PgException("terminating connection due to administrator command", "FATAL", "57P01", ""),
            new PgException("sorry, too many clients already", "FATAL", "53300", ""),
        };
    }

    /** With a statement under way Vert.x fails with a VertxException, which was answered 500. */
    @ParameterizedTest
    @MethodSource("outages")
    void a_lost_database_is_answered_503_with_the_time_to_wait(Throwable outage) {
        var problem = ProblemMapper.recognised(new CompletionException(outage));
        assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(problem.retryAfter()).contains(ProblemMapper.RETRY_OUTAGE_AFTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"53100"})
    void a_full_disk_is_answered_507(String state) {
        assertThat(ProblemMapper.recognised(new PgException("could not extend file", "ERROR", state, ""))
                        .type())
                .isEqualTo(ProblemType.STORAGE_FULL);
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, NullPointerException.class})
    void our_own_mistake_stays_one(Class<? extends RuntimeException> kind) throws ReflectiveOperationException {
        assertThat(ProblemMapper.recognised(kind.getConstructor().newInstance()).type())
                .isEqualTo(ProblemType.INTERNAL_ERROR);
    }
}
