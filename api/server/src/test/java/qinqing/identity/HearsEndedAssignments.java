package qinqing.identity;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import qinqing.event.Listener;

/** A feature that keeps work for assignments. */
@Singleton
public class HearsEndedAssignments implements Listener<AssignmentEnded> {
    static final List<AssignmentEnded> HEARD = new CopyOnWriteArrayList<>();

    @Override
    public Uni<Void> on(AssignmentEnded event) {
        HEARD.add(event);
        return Uni.createFrom().voidItem();
    }
}
