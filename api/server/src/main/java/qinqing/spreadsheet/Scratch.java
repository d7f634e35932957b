package qinqing.spreadsheet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import qinqing.vault.SealedFile;
import qinqing.vault.Vault;

/**
 * Where a file's shared texts are laid while it is read: sealed, since they hold the same ID numbers.
 *
 * @param folder exists; whatever a killed process left there may be deleted
 */
public record Scratch(Path folder, Vault vault) {
    SealedFile newFile() throws IOException {
        var id = UUID.randomUUID();
        return new SealedFile(folder.resolve(id + ".part"), id);
    }
}
