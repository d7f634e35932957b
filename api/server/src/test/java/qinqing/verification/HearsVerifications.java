package qinqing.verification;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import qinqing.event.Listener;

/** A later step that hears how verifications end. */
@Singleton
public class HearsVerifications implements Listener<VerificationClosed> {
    static final List<VerificationClosed> HEARD = new CopyOnWriteArrayList<>();

    @Override
    public Uni<Void> on(VerificationClosed event) {
        HEARD.add(event);
        return Uni.createFrom().voidItem();
    }
}
