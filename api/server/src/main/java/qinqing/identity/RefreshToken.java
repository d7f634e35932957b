package qinqing.identity;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import qinqing.kernel.Secret;
import qinqing.token.Secrets;

/**
 * What a client keeps to stay logged in: the session's id, a secret of the whole family and one of the present token.
 * The family secret tells an old token of ours from a made-up one without keeping every token ever issued.
 */
@Secret
record RefreshToken(UUID sessionId, byte[] family, byte[] present) {
    private static final int ID = 16;
    private static final int FAMILY = 16;
    private static final int PRESENT = 32;

    static RefreshToken first(UUID sessionId, Secrets secrets) {
        return new RefreshToken(sessionId, secrets.random(FAMILY), secrets.random(PRESENT));
    }

    RefreshToken next(Secrets secrets) {
        return new RefreshToken(sessionId, family, secrets.random(PRESENT));
    }

    static Optional<RefreshToken> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        if (bytes.length != ID + FAMILY + PRESENT) {
            return Optional.empty();
        }
        var buffer = ByteBuffer.wrap(bytes);
        var id = new UUID(buffer.getLong(), buffer.getLong());
        var family = new byte[FAMILY];
        var present = new byte[PRESENT];
        buffer.get(family).get(present);
        return Optional.of(new RefreshToken(id, family, present));
    }

    String text() {
        var bytes = ByteBuffer.allocate(ID + FAMILY + PRESENT)
                .putLong(sessionId.getMostSignificantBits())
                .putLong(sessionId.getLeastSignificantBits())
                .put(family)
                .put(present)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    byte[] familyHash() {
        return Secrets.hash(family);
    }

    byte[] presentHash() {
        return Secrets.hash(present);
    }

    @Override
    public String toString() {
        return "RefreshToken[" + sessionId + "]";
    }
}
