package qinqing.vault;

import java.util.List;
import java.util.Optional;

/**
 * Where keys come from. {@link LocalKeyFile} is the default; a hardware security module stands behind the same
 * interface by unwrapping the data keys it guards when the process starts. Implementations are thread-safe, and
 * {@link #active} and {@link #find} are fast enough to be asked for every single value.
 */
public interface KeyProvider {

    /** The key that seals, indexes or signs now. */
    Key active(KeyPurpose purpose);

    /** The key of this id while it may still read; empty once it was destroyed, or when it never was. */
    Optional<Key> find(KeyPurpose purpose, int id);

    /** All keys that may read, the active one first. */
    List<Key> readable(KeyPurpose purpose);

    /**
     * Makes a new key active; the ones before it stay readable. Other processes on the same store follow within a
     * second. Blocks on the disk: call it from a worker.
     */
    Key rotate(KeyPurpose purpose);

    /**
     * Destroys a key that is no longer active: whatever it sealed can't be read again, from no backup either
     * (S13, S14). The caller has resealed what shall live, and waited until transactions begun before the rotation
     * are over. Destroying a key that is gone already does nothing. Blocks on the disk.
     *
     * @throws IllegalStateException when the key is the active one
     */
    void destroy(KeyPurpose purpose, int id);
}
