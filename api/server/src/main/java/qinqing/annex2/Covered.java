package qinqing.annex2;

import org.jspecify.annotations.Nullable;
import qinqing.kernel.Address;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Phone;

/** Personal values as they may be shown: covered, an address as on a public board (A22.1). */
public final class Covered {
    private Covered() {}

    public static @Nullable String id(@Nullable String number) {
        return number == null ? null : new IdNumber(number).masked();
    }

    public static @Nullable String phone(@Nullable String phone) {
        return phone == null ? null : new Phone(phone).masked();
    }

    public static @Nullable String address(@Nullable String written) {
        if (written == null) {
            return null;
        }
        var address = new Address(written);
        return address.forPublication().orElseGet(address::masked);
    }
}
