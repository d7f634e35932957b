package qinqing.identity;

import java.time.Instant;

/** @param code its only appearance */
record OneTimeCodeView(OneTimeCode.Purpose kind, String code, Instant expiresAt) {
    @Override
    public String toString() {
        return "OneTimeCodeView";
    }
}
