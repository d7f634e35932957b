package qinqing.benefit;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.spreadsheet.Limits;
import qinqing.spreadsheet.Scratch;
import qinqing.spreadsheet.SpreadsheetSource;
import qinqing.vault.BlindIndex;
import qinqing.vault.IndexPurpose;
import qinqing.vault.SealedFile;
import qinqing.vault.Vault;

/** The uploaded files themselves: sealed in the data directory until the list is endorsed or cancelled. */
@ApplicationScoped
class UploadedLists {
    /**
     * @param digest of the content, keyed: the bare hash of a short list could be guessed
     * @param bytes of the content
     */
    record Kept(UUID id, byte[] digest, long bytes) {}

    private final Path files;
    private final Path scratch;
    private final Vault vault;
    private final BlindIndex index;

    UploadedLists(@ConfigProperty(name = "qinqing.data-directory") Path dataDirectory, Vault vault, BlindIndex index)
            throws IOException {
        this.files = Files.createDirectories(dataDirectory.resolve("uploads"));
        this.scratch = Files.createDirectories(dataDirectory.resolve("scratch"));
        this.vault = vault;
        this.index = index;
    }

    /** Seals a file that just came in, off the event loop; comes back to it. */
    Uni<Kept> keep(Path clear, UUID id) {
        return Uni.createFrom().deferred(() -> {
            var context = Vertx.currentContext();
            Executor back = context == null ? Infrastructure.getDefaultExecutor() : MutinyHelper.executor(context);
            return Uni.createFrom()
                    .item(() -> seal(clear, id))
                    .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                    .emitOn(back);
        });
    }

    private Kept seal(Path clear, UUID id) {
        var file = file(id);
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            long bytes;
            try (var in = new DigestInputStream(Files.newInputStream(clear), sha);
                    var out = file.write(vault)) {
                bytes = in.transferTo(out);
            }
            var digest =
                    index.token(IndexPurpose.IDEMPOTENCY, Base64.getEncoder().encodeToString(sha.digest()));
            return new Kept(id, digest, bytes);
        } catch (IOException e) {
            drop(id);
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For jobs, blocking; closing the source closes the file. */
    SpreadsheetSource open(UUID id) throws IOException {
        return SpreadsheetSource.open(file(id).read(vault), new Scratch(scratch, vault), Limits.COUNTY);
    }

    /** Whether the file is still there. */
    boolean has(UUID id) {
        return Files.exists(file(id).path());
    }

    /** A file that can't be deleted now is left to the next cleaning. */
    void drop(UUID id) {
        try {
            file(id).delete();
        } catch (IOException e) {
            org.jboss.logging.Logger.getLogger(UploadedLists.class).warnf("upload %s could not be deleted", id);
        }
    }

    private SealedFile file(UUID id) {
        return new SealedFile(files.resolve(id + ".sealed"), id);
    }
}
