package qinqing.vault;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** One block cipher in Galois/counter mode under one key, with a 12-byte nonce and a 16-byte tag; not thread-safe. */
interface Gcm {

    int NONCE = 12;
    int TAG = 16;

    /** Text and tag into {@code out} from {@code at}; a nonce is used once per key. */
    void seal(byte[] nonce, byte[] bound, byte[] clear, byte[] out, int at);

    /** @throws UnreadableValueException when text, tag, nonce or bound data were changed */
    byte[] open(byte[] nonce, byte[] bound, byte[] sealed, int from);

    static Gcm of(Key key) {
        byte[] secret = key.secret();
        try {
            return switch (key.algorithm()) {
                case AES_256 -> new Aes(secret);
                case SM4 -> new Sm4(secret);
                case HMAC_SHA_256, HMAC_SM3, ES256 ->
                    throw new IllegalStateException(key + " is not an encryption key");
            };
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The JDK's AES, which runs on the processor's own instructions. */
    final class Aes implements Gcm {

        private final SecretKey key;
        private final Cipher cipher;

        Aes(byte[] secret) {
            key = new SecretKeySpec(secret, "AES");
            try {
                cipher = Cipher.getInstance("AES/GCM/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("this Java has no AES-GCM", e);
            }
        }

        @Override
        public void seal(byte[] nonce, byte[] bound, byte[] clear, byte[] out, int at) {
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG * 8, nonce));
                cipher.updateAAD(bound);
                cipher.doFinal(clear, 0, clear.length, out, at);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("sealing failed", e);
            }
        }

        @Override
        public byte[] open(byte[] nonce, byte[] bound, byte[] sealed, int from) {
            try {
                cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG * 8, nonce));
                cipher.updateAAD(bound);
                return cipher.doFinal(sealed, from, sealed.length - from);
            } catch (GeneralSecurityException e) {
                throw new UnreadableValueException("a sealed value does not fit its place or was changed");
            }
        }
    }

    /**
     * SM4 by Bouncy Castle's own interface: through the JCA each value would build the multiplication table of the
     * key anew, which costs more than sealing a short value.
     */
    final class Sm4 implements Gcm {

        private final GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());

        Sm4(byte[] secret) {
            cipher.init(false, new AEADParameters(new KeyParameter(secret), TAG * 8, new byte[NONCE]));
        }

        @Override
        public void seal(byte[] nonce, byte[] bound, byte[] clear, byte[] out, int at) {
            begin(true, nonce, bound);
            try {
                int written = cipher.processBytes(clear, 0, clear.length, out, at);
                cipher.doFinal(out, at + written);
            } catch (InvalidCipherTextException e) {
                throw new IllegalStateException("sealing failed", e);
            }
        }

        @Override
        public byte[] open(byte[] nonce, byte[] bound, byte[] sealed, int from) {
            begin(false, nonce, bound);
            byte[] clear = new byte[sealed.length - from - TAG];
            try {
                int written = cipher.processBytes(sealed, from, sealed.length - from, clear, 0);
                cipher.doFinal(clear, written);
                return clear;
            } catch (InvalidCipherTextException e) {
                Arrays.fill(clear, (byte) 0);
                throw new UnreadableValueException("a sealed value does not fit its place or was changed");
            }
        }

        /** Without a key the cipher keeps the one it has, and its table. */
        private void begin(boolean sealing, byte[] nonce, byte[] bound) {
            cipher.init(sealing, new AEADParameters(null, TAG * 8, nonce, bound));
        }
    }
}
