package qinqing.matching;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A later step that fails on purpose, after the hits of a run were written and before they are committed. */
@Singleton
public class FailsToListen implements MatchesPublishedListener {
    private static final Map<UUID, Boolean> FAILED = new ConcurrentHashMap<>();

    static void failFor(UUID subject) {
        FAILED.put(subject, false);
    }

    static void recover(UUID subject) {
        FAILED.remove(subject);
    }

    static void awaitFailure(UUID subject) {
        var until = Instant.now().plus(Duration.ofSeconds(20));
        while (!Boolean.TRUE.equals(FAILED.get(subject))) {
            if (Instant.now().isAfter(until)) {
                throw new AssertionError("the run was not published");
            }
            CountyFixture.pause();
        }
    }

    @Override
    public void on(MatchesPublished event, Connection transaction) throws SQLException {
        try (var question = transaction.prepareStatement("select subject_id from matching_run where id = ?")) {
            question.setObject(1, event.runId());
            try (var row = question.executeQuery()) {
                row.next();
                var subject = row.getObject(1, UUID.class);
                if (subject != null && FAILED.replace(subject, true) != null) {
                    throw new SQLException("the test wants it");
                }
            }
        }
    }
}
