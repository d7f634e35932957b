package qinqing.identity;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who the caller is, and what else they could be. */
record MeView(
        UUID accountId,
        String name,
        String phoneMasked,
        @Nullable UUID officialId,
        AssignmentView assignment,
        List<AssignmentView> assignments,
        boolean totpEnrolled,
        boolean passwordChangeRequired,
        long unreadNotifications) {}
