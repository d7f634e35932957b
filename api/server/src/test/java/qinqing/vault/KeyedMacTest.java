package qinqing.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyedMacTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void what_we_vouched_for_is_verified_and_nothing_else(Suite house) {
        KeyedMac macs = new KeyedMac(keys(house));
        byte[] mac = macs.mac(MacPurpose.AUDIT, bytes("entry"), bytes("7"));
        assertThat(mac).hasSize(KeyedMac.SIZE);
        assertThat(macs.verify(MacPurpose.AUDIT, mac, bytes("entry"), bytes("7")))
                .isTrue();
        assertThat(macs.verify(MacPurpose.AUDIT, mac, bytes("entry"), bytes("8")))
                .isFalse();
        assertThat(macs.verify(MacPurpose.AUDIT, mac, bytes("entr"), bytes("y7")))
                .isFalse();
        assertThat(macs.verify(MacPurpose.AUDIT, mac, bytes("entry7"))).isFalse();
        assertThat(macs.verify(MacPurpose.CURSOR, mac, bytes("entry"), bytes("7")))
                .isFalse();
        assertThat(macs.verify(MacPurpose.AUDIT, new byte[0], bytes("entry"), bytes("7")))
                .isFalse();
        for (int at = 0; at < mac.length; at++) {
            byte[] changed = mac.clone();
            changed[at] ^= 1;
            assertThat(macs.verify(MacPurpose.AUDIT, changed, bytes("entry"), bytes("7")))
                    .isFalse();
        }
    }

    @Test
    void a_chain_from_before_a_rotation_is_still_verified() {
        KeyProvider keys = keys(Suite.AES_256_GCM);
        KeyedMac macs = new KeyedMac(keys);
        byte[] mac = macs.mac(MacPurpose.AUDIT, bytes("entry"));
        keys.rotate(MacPurpose.AUDIT);
        assertThat(macs.verify(MacPurpose.AUDIT, mac, bytes("entry"))).isTrue();
        assertThat(macs.mac(MacPurpose.AUDIT, bytes("entry"))).isNotEqualTo(mac);
    }

    private KeyProvider keys(Suite house) {
        return LocalKeyFile.open(directory.resolve("keys"), house, InstantSource.system(), true);
    }

    private static byte[] bytes(String text) {
        return text.getBytes();
    }
}
