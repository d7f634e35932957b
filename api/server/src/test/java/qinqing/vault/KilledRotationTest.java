package qinqing.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S13: a process killed with -9 while it rotates and destroys keys leaves every announced value readable. */
class KilledRotationTest {

    private static final int KILLS = 5;
    private static final UUID ROW = new UUID(1, 2);

    @TempDir
    Path temporary;

    @Test
    void a_killed_rotation_loses_nothing_that_was_acknowledged() throws Exception {
        Path directory = temporary.resolve("keys");
        byte[] kept = new Vault(open(directory, true), Suite.AES_256_GCM).seal(FieldKind.PHONE, "13800000000", ROW);
        Random random = new Random(13);
        for (int kill = 0; kill < KILLS; kill++) {
            String acknowledged = rotateUntilKilled(directory, random.nextInt(5, 60));
            LocalKeyFile keys = open(directory, false);
            assertThat(new Vault(keys, Suite.AES_256_GCM).open(FieldKind.PHONE, kept, ROW))
                    .isEqualTo("13800000000");
            byte[] last = HexFormat.of().parseHex(acknowledged);
            assertThat(new Vault(keys, Suite.SM4_GCM).open(FieldKind.PHONE, last, ROW))
                    .isEqualTo("13900000000");
        }
    }

    /** The last value the other process announced before it was killed after some lines more. */
    private static String rotateUntilKilled(Path directory, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rotating.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String last = "";
        try (BufferedReader announced = process.inputReader()) {
            for (int i = 0; i < lines; i++) {
                last = Objects.requireNonNull(announced.readLine(), "the other process ended by itself");
            }
            process.toHandle().destroyForcibly(); // the process itself would close the pipe with lines still in it
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            for (String line = announced.readLine(); line != null; line = announced.readLine()) {
                last = line.length() == last.length() ? line : last;
            }
        }
        return last;
    }

    private static LocalKeyFile open(Path directory, boolean createIfAbsent) {
        return LocalKeyFile.open(directory, Suite.AES_256_GCM, InstantSource.system(), createIfAbsent);
    }

    /** Rotates without end; keeps the two newest keys, so that the last announced value is always to be read. */
    static final class Rotating {

        public static void main(String[] arguments) {
            LocalKeyFile keys = open(Path.of(arguments[0]), false);
            Vault vault = new Vault(keys, Suite.SM4_GCM);
            while (true) {
                System.out.println(HexFormat.of().formatHex(vault.seal(FieldKind.PHONE, "13900000000", ROW)));
                keys.rotate(Suite.SM4_GCM);
                keys.readable(Suite.SM4_GCM).stream().skip(2).forEach(old -> keys.destroy(Suite.SM4_GCM, old.id()));
            }
        }
    }
}
