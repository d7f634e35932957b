package qinqing.matching;

import java.sql.Connection;
import java.sql.SQLException;

/** Hears of published hits in the very transaction that publishes them; an exception takes everything back. A CDI bean. */
public interface MatchesPublishedListener {
    void on(MatchesPublished event, Connection transaction) throws SQLException;
}
