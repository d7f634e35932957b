package qinqing.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers of the standards: what we seal, others can open. */
class PublishedVectorsTest {

    @Test
    void sm4_gcm_of_rfc_8998() {
        byte[] clear = hex("aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd"
                + "eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa");
        byte[] nonce = hex("00001234567800000000abcd");
        byte[] bound = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        byte[] sealed = new byte[clear.length + Gcm.TAG];
        Gcm sm4 = new Gcm.Sm4(hex("0123456789abcdeffedcba9876543210"));
        sm4.seal(nonce, bound, clear, sealed, 0);
        assertThat(sealed)
                .isEqualTo(hex("17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
                        + "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
                        + "83de3541e4c2b58177e065a9bf7b62ec"));
        assertThat(sm4.open(nonce, bound, sealed, 0)).isEqualTo(clear);
    }

    /** Test case 16 of the GCM specification (McGrew and Viega). */
    @Test
    void aes_256_gcm_of_its_specification() {
        byte[] clear = hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
        byte[] nonce = hex("cafebabefacedbaddecaf888");
        byte[] bound = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        byte[] sealed = new byte[clear.length + Gcm.TAG];
        Gcm aes = new Gcm.Aes(hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));
        aes.seal(nonce, bound, clear, sealed, 0);
        assertThat(sealed)
                .isEqualTo(hex("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                        + "76fc6ece0f4e1768cddf8853bb2d551b"));
        assertThat(aes.open(nonce, bound, sealed, 0)).isEqualTo(clear);
    }

    /** GM/T 0042-2015, appendix D.3. */
    @Test
    void hmac_sm3_of_gmt_0042() {
        String letters = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
        Hmac first = Hmac.sm3(hex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"));
        for (int again = 0; again < 2; again++) {
            first.update(bytes(letters));
            first.update(bytes(letters));
            assertThat(first.finish())
                    .isEqualTo(hex("ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a"));
        }
        Hmac second = Hmac.sm3(bytes("Jefe"));
        second.update(bytes("what do ya want for nothing?"));
        assertThat(second.finish()).isEqualTo(hex("2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882"));
    }

    /** RFC 4231, test case 2. */
    @Test
    void hmac_sha_256_of_rfc_4231() {
        Hmac hmac = Hmac.sha256(bytes("Jefe"));
        hmac.update(bytes("what do ya want for nothing?"));
        assertThat(hmac.finish()).isEqualTo(hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    }

    /** RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void totp_of_rfc_6238(long second, String code) {
        assertThat(Totp.code(bytes("12345678901234567890"), second / 30, 8)).isEqualTo(code);
    }

    /** A hash of the reference implementation's own test. */
    @Test
    void argon2id_of_the_reference_implementation() {
        String stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
        assertThat(new Passwords().verify("password", stored)).isTrue();
        assertThat(new Passwords().verify("Password", stored)).isFalse();
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
