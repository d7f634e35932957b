package qinqing.vault;

import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;

/**
 * A P-256 key pair for ES256 signatures.
 *
 * @param kid names the key in a token's header, 8 hexadecimal digits
 */
public record SigningKey(String kid, Instant createdAt, ECPrivateKey privateKey, ECPublicKey publicKey) {

    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
