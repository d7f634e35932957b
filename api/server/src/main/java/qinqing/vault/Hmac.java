package qinqing.vault;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** A keyed hash of 32 bytes under one key; not thread-safe, ready for the next message after {@link #finish()}. */
interface Hmac {

    int SIZE = 32;

    void update(byte[] part);

    byte[] finish();

    static Hmac of(Key key) {
        byte[] secret = key.secret();
        try {
            return switch (key.algorithm()) {
                case HMAC_SHA_256 -> sha256(secret);
                case HMAC_SM3 -> sm3(secret);
                case AES_256, SM4, ES256 -> throw new IllegalStateException(key + " is not a MAC key");
            };
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    static Hmac sha256(byte[] secret) {
        return new Jca(jca("HmacSHA256", secret));
    }

    static Hmac sm3(byte[] secret) {
        return new Sm3(secret);
    }

    static Mac jca(String algorithm, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    record Jca(Mac mac) implements Hmac {

        @Override
        public void update(byte[] part) {
            mac.update(part);
        }

        @Override
        public byte[] finish() {
            return mac.doFinal();
        }
    }

    final class Sm3 implements Hmac {

        private final HMac mac = new HMac(new SM3Digest());

        Sm3(byte[] secret) {
            mac.init(new KeyParameter(secret));
        }

        @Override
        public void update(byte[] part) {
            mac.update(part, 0, part.length);
        }

        @Override
        public byte[] finish() {
            byte[] hash = new byte[SIZE];
            mac.doFinal(hash, 0);
            return hash;
        }
    }
}
