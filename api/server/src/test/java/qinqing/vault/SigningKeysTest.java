package qinqing.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {

    @TempDir
    Path directory;

    @Test
    void a_signature_is_verified_after_restart_and_rotation_until_its_key_is_destroyed() throws Exception {
        SigningKey first = open().current();
        byte[] signature = sign(first.privateKey());

        SigningKeys restarted = open();
        assertThat(restarted.current().kid()).isEqualTo(first.kid()).hasSize(8);
        SigningKey second = restarted.rotate();
        assertThat(restarted.current()).isEqualTo(second);
        assertThat(second.kid()).isNotEqualTo(first.kid());
        assertThat(restarted.all()).extracting(SigningKey::kid).containsExactly(second.kid(), first.kid());
        assertThat(verify(restarted.find(first.kid()).orElseThrow().publicKey(), signature))
                .isTrue();
        assertThat(verify(second.publicKey(), signature)).isFalse();

        restarted.destroy(first.kid());
        assertThat(restarted.find(first.kid())).isEmpty();
        assertThat(open().find(first.kid())).isEmpty();
    }

    @Test
    void tokens_and_ledger_sign_with_different_keys() {
        KeyProvider keys = keys();
        assertThat(new SigningKeys(keys, SigningPurpose.LEDGER).current().publicKey())
                .isNotEqualTo(new SigningKeys(keys, SigningPurpose.ACCESS_TOKEN)
                        .current()
                        .publicKey());
    }

    @Test
    void it_prints_without_the_private_key() {
        SigningKey key = open().current();
        assertThat(key.toString())
                .isEqualTo("SigningKey[" + key.kid() + "]")
                .doesNotContain(
                        Base64.getEncoder().encodeToString(key.privateKey().getEncoded()));
    }

    private SigningKeys open() {
        return new SigningKeys(keys(), SigningPurpose.ACCESS_TOKEN);
    }

    private KeyProvider keys() {
        return LocalKeyFile.open(directory.resolve("keys"), Suite.AES_256_GCM, InstantSource.system(), true);
    }

    private static byte[] sign(PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(new byte[] {1, 2, 3});
        return signature.sign();
    }

    private static boolean verify(PublicKey key, byte[] signature) throws GeneralSecurityException {
        Signature check = Signature.getInstance("SHA256withECDSAinP1363Format");
        check.initVerify(key);
        check.update(new byte[] {1, 2, 3});
        return check.verify(signature);
    }
}
