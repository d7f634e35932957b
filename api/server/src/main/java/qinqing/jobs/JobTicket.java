package qinqing.jobs;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is put into the queue: an id and nothing of the content.
 *
 * @param id of the domain row the work is about; the job has the same one
 * @param kind {@link JobKind#name()}
 * @param requestedBy assignment of whoever asked, checked again when the job starts; null when the house itself did
 * @param unitId unit the work is done for, null for the whole county
 */
public record JobTicket(
        UUID id,
        String kind,
        @Nullable UUID requestedBy,
        @Nullable UUID unitId) {

    /** Asked for by the house itself: after an event, or by schedule. */
    public static JobTicket byHouse(UUID id, String kind) {
        return new JobTicket(id, kind, null, null);
    }
}
