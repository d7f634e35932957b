package qinqing.intake;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.util.UUID;
import org.jboss.logging.Logger;
import qinqing.http.Upload;
import qinqing.http.Uploads;
import qinqing.spreadsheet.Limits;
import qinqing.spreadsheet.Scratch;
import qinqing.spreadsheet.SpreadsheetSource;
import qinqing.vault.BlindIndex;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Vault;

/** The uploaded files themselves, sealed in the data directory. */
@Singleton
public class UploadedLists {
    private static final Logger LOG = Logger.getLogger(UploadedLists.class);

    private final Uploads uploads;
    private final Vault vault;
    private final BlindIndex index;

    UploadedLists(Uploads uploads, Vault vault, BlindIndex index) {
        this.uploads = uploads;
        this.vault = vault;
        this.index = index;
    }

    /** Tells whether a file was handed in before; keyed, since the bare hash of a short list could be guessed. */
    public byte[] digest(Upload upload) {
        return index.token(IndexPurpose.IDEMPOTENCY, upload.sha256());
    }

    /** For jobs, blocking; closing the source closes the file. */
    SpreadsheetSource open(UUID id) throws IOException {
        return SpreadsheetSource.open(
                uploads.file(id).read(vault), new Scratch(uploads.scratchFolder(), vault), Limits.COUNTY);
    }

    /** Whether the file is still there. */
    public boolean has(UUID id) {
        return Files.exists(uploads.file(id).path());
    }

    /** A file that can't be deleted now is left to the sweep. */
    public void drop(UUID id) {
        try {
            uploads.delete(id);
        } catch (IOException e) {
            LOG.warnf("upload %s could not be deleted", id);
        }
    }
}
