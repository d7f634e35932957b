package qinqing.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import qinqing.vault.KeyedMac;
import qinqing.vault.MacPurpose;

/**
 * A file outside the database that notes the head of the chain from time to time: whoever cuts the tail of the trail
 * or puts an older database back contradicts it. Copy it elsewhere to be safe from those who hold the server.
 */
final class AuditCheckpoints {
    /** One line: number, MAC of the link, time, MAC of the line. */
    record Checkpoint(long number, byte[] link, Instant at, byte[] mac) {}

    private final Path file;
    private final KeyedMac mac;

    AuditCheckpoints(Path folder, KeyedMac mac) {
        this.file = folder.resolve("audit-checkpoints.txt");
        this.mac = mac;
    }

    void note(AuditChain.Link head, Instant at) throws IOException {
        var checkpoint = of(head, at);
        var encoder = Base64.getEncoder();
        var line = "%d %s %s %s%n"
                .formatted(
                        checkpoint.number(),
                        encoder.encodeToString(checkpoint.link()),
                        checkpoint.at(),
                        encoder.encodeToString(checkpoint.mac()));
        Files.createDirectories(file.getParent());
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
    }

    /** The head of the chain with a MAC of its own, to be kept by somebody else. */
    Checkpoint of(AuditChain.Link head, Instant at) {
        return new Checkpoint(
                head.number(), head.mac(), at, mac.mac(MacPurpose.AUDIT, content(head.number(), head.mac(), at)));
    }

    /** Every checkpoint noted so far; a line that is no checkpoint comes out with an empty MAC. */
    List<Checkpoint> all() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream().map(AuditCheckpoints::read).toList();
    }

    boolean isGenuine(Checkpoint checkpoint) {
        return mac.verify(
                MacPurpose.AUDIT, checkpoint.mac(), content(checkpoint.number(), checkpoint.link(), checkpoint.at()));
    }

    private static Checkpoint read(String line) {
        try {
            var parts = line.split(" ");
            var decoder = Base64.getDecoder();
            return new Checkpoint(
                    Long.parseLong(parts[0]),
                    decoder.decode(parts[1]),
                    Instant.parse(parts[2]),
                    decoder.decode(parts[3]));
        } catch (RuntimeException damaged) {
            return new Checkpoint(0, new byte[0], Instant.EPOCH, new byte[0]);
        }
    }

    private static byte[] content(long number, byte[] link, Instant at) {
        return "checkpoint %d %s %s"
                .formatted(number, Base64.getEncoder().encodeToString(link), at)
                .getBytes(StandardCharsets.UTF_8);
    }
}
