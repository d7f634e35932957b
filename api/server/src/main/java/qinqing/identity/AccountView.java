package qinqing.identity;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as the administrator sees it. */
record AccountView(
        UUID id,
        String name,
        String phoneMasked,
        AccountState state,
        @Nullable UUID officialId,
        List<AssignmentView> assignments,
        boolean totpEnrolled,
        @Nullable Instant lastSignInAt,
        Instant createdAt) {

    record Created(AccountView account, OneTimeCodeView invitation) {}

    static AccountView of(Account account, String phoneMasked, boolean locked, List<AssignmentView> assignments) {
        return new AccountView(
                account.id,
                account.displayName,
                phoneMasked,
                AccountState.of(account.status, locked),
                account.officialId,
                assignments,
                account.totpConfirmed,
                account.lastSignInAt,
                account.createdAt);
    }
}
