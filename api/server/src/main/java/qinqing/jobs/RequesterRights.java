package qinqing.jobs;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Says whether whoever asked for a job may still do so when it starts: the assignment can have ended meanwhile
 * (decisions: a job re-checks the requester's right). A CDI bean; each of them has to agree.
 */
public interface RequesterRights {
    boolean stillHeld(Connection connection, UUID assignmentId, @Nullable UUID unitId) throws SQLException;
}
