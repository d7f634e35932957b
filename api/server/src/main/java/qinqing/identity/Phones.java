package qinqing.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import qinqing.kernel.Phone;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Vault;

/** The phones people log in with: sealed for those who must call, indexed blindly for the login. */
@ApplicationScoped
class Phones {
    private final Vault vault;
    private final BlindIndex index;

    Phones(Vault vault, BlindIndex index) {
        this.vault = vault;
        this.index = index;
    }

    byte[] seal(Phone phone, UUID account) {
        return vault.seal(FieldKind.PHONE, phone.value(), account);
    }

    Phone of(Account account) {
        return new Phone(vault.open(FieldKind.PHONE, account.phoneSealed, account.id));
    }

    String masked(Account account) {
        return of(account).masked();
    }

    byte[] token(Phone phone) {
        return index.token(IndexPurpose.LOGIN, phone.value());
    }

    List<byte[]> tokens(Phone phone) {
        return index.tokens(IndexPurpose.LOGIN, phone.value());
    }
}
