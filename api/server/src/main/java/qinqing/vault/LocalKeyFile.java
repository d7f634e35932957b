package qinqing.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a directory of their own, apart from the database and its backups: {@code keyring} with all keys wrapped,
 * and {@code root-….key} with the root key that wraps them. Both are readable by their owner only and written to a
 * temporary file, flushed and renamed, so that a crash leaves the old or the new state and nothing between.
 *
 * <p>Destroying a key also replaces the root key: old copies of the keyring don't open with the present one (S13,
 * S14). Several processes may share the directory; each notices changes within a second.
 */
public final class LocalKeyFile implements KeyProvider {

    static final String KEYRING = "keyring";

    private static final String LOCK = "keyring.lock";
    private static final long LOOK_AGAIN_NANOS = 1_000_000_000;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_ONLY_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final System.Logger LOG = System.getLogger(LocalKeyFile.class.getName());

    /** A lock on a file holds off other processes, not other threads of this one. */
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    /** What the keys were read from: a rename changes at least one of these. */
    private record Stamp(@Nullable Object file, long modified, long size) {}

    private record State(Keyring keyring, Stamp stamp) {}

    private interface Work<T> {
        T run() throws IOException;
    }

    private final Path directory;
    private final Suite house;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private volatile State state;
    private volatile long lookedAt = System.nanoTime();

    private LocalKeyFile(Path directory, Suite house, InstantSource clock, boolean createIfAbsent) throws IOException {
        this.directory = directory;
        this.house = house;
        this.clock = clock;
        this.state = new State(Keyring.EMPTY, new Stamp(null, 0, -1));
        locked(() -> {
            deleteUnfinished();
            if (Files.exists(directory.resolve(KEYRING))) {
                read();
            } else if (!createIfAbsent) {
                throw absent(directory);
            }
            deleteRetiredRoots();
            completePurposes();
            return state;
        });
    }

    /**
     * Opens the keys, or makes them on the very first start.
     *
     * @param house the suite whose algorithms new keys get
     * @param createIfAbsent only while the database holds nothing yet: new keys would make what it holds unreadable
     * @throws KeysUnavailableException with one sentence for the operator: missing, damaged or readable by others
     */
    public static LocalKeyFile open(Path directory, Suite house, InstantSource clock, boolean createIfAbsent) {
        try {
            if (!Files.isDirectory(directory)) {
                if (!createIfAbsent) {
                    throw absent(directory);
                }
                Path parent = directory.toAbsolutePath().getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.createDirectory(directory, attribute(directory, OWNER_ONLY_DIRECTORY));
            }
            refuseOpenDirectory(directory);
            return new LocalKeyFile(directory, house, clock, createIfAbsent);
        } catch (IOException e) {
            throw new KeysUnavailableException("The keys in " + directory + " cannot be used: " + e, e);
        }
    }

    @Override
    public Key active(KeyPurpose purpose) {
        return keyring().active(purpose);
    }

    @Override
    public Optional<Key> find(KeyPurpose purpose, int id) {
        Optional<Key> found = keyring().find(purpose, id);
        return found.isPresent() ? found : refreshed().find(purpose, id);
    }

    @Override
    public List<Key> readable(KeyPurpose purpose) {
        return keyring().readable(purpose);
    }

    @Override
    public Key rotate(KeyPurpose purpose) {
        return changing(() -> {
            Key fresh = state.keyring().generate(purpose, house, clock.instant(), random);
            write(state.keyring().with(fresh));
            return fresh;
        });
    }

    @Override
    public void destroy(KeyPurpose purpose, int id) {
        changing(() -> {
            Keyring present = state.keyring();
            if (present.active(purpose).id() == id) {
                throw new IllegalStateException("key " + purpose.code() + "#" + id + " is active: rotate first");
            }
            Optional<Key> gone = present.find(purpose, id);
            if (gone.isPresent()) {
                writeUnderNewRoot(present.without(gone.get()));
            }
            return gone;
        });
    }

    /** Replaces the root key; every key stays. To be done when the root key may have been seen. Blocks on the disk. */
    public void rotateRoot() {
        changing(() -> {
            writeUnderNewRoot(state.keyring());
            return state;
        });
    }

    private <T> T changing(Work<T> work) {
        try {
            return locked(() -> {
                read();
                return work.run();
            });
        } catch (IOException e) {
            throw new KeysUnavailableException("The keys in " + directory + " cannot be changed: " + e, e);
        }
    }

    private <T> T locked(Work<T> work) throws IOException {
        IN_PROCESS.lock();
        try (FileChannel channel = FileChannel.open(
                        directory.resolve(LOCK),
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        attribute(directory, OWNER_ONLY));
                FileLock lock = channel.lock()) {
            return work.run();
        } finally {
            IN_PROCESS.unlock();
        }
    }

    private Keyring keyring() {
        return System.nanoTime() - lookedAt > LOOK_AGAIN_NANOS ? refreshed() : state.keyring();
    }

    /** The keys as another process may have left them; when they can't be read, the ones known go on serving. */
    private Keyring refreshed() {
        lookedAt = System.nanoTime();
        try {
            if (!stamp().equals(state.stamp())) {
                locked(() -> {
                    read();
                    return state;
                });
            }
        } catch (IOException | KeysUnavailableException e) {
            LOG.log(System.Logger.Level.WARNING, "The keys changed and cannot be read again: {0}", e.getMessage());
        }
        return state.keyring();
    }

    private void read() throws IOException {
        Path file = directory.resolve(KEYRING);
        Stamp stamp = stamp();
        String text = readOwnerOnly(file);
        try (RootKey root = readRoot(Keyring.rootOf(text))) {
            state = new State(Keyring.decode(text, root, state.keyring()), stamp);
        }
    }

    private RootKey readRoot(String name) throws IOException {
        Path file = rootFile(name);
        if (!Files.exists(file)) {
            throw new KeysUnavailableException("The root key " + file
                    + " is missing: restore it from its backup; without it the sealed data cannot be read.");
        }
        RootKey root;
        try {
            root = RootKey.decode(readOwnerOnly(file));
        } catch (IllegalArgumentException e) {
            throw damagedRoot(file);
        }
        if (!root.name().equals(name)) {
            root.close();
            throw damagedRoot(file);
        }
        return root;
    }

    /** First start, or a version that knows new purposes: the keyring as a whole is vouched for, so nothing was lost. */
    private void completePurposes() throws IOException {
        Keyring completed = state.keyring();
        for (KeyPurpose purpose : KeyPurpose.all()) {
            if (completed.readable(purpose).isEmpty()) {
                completed = completed.with(completed.generate(purpose, house, clock.instant(), random));
            }
        }
        if (!Files.exists(directory.resolve(KEYRING))) {
            writeUnderNewRoot(completed);
        } else if (completed != state.keyring()) {
            write(completed);
        }
    }

    private void write(Keyring next) throws IOException {
        try (RootKey root = readRoot(Keyring.rootOf(readOwnerOnly(directory.resolve(KEYRING))))) {
            write(next, root);
        }
    }

    /** The rename of the keyring decides; before it the new root key wraps nothing, after it the old one. */
    private void writeUnderNewRoot(Keyring next) throws IOException {
        Set<String> retired = new HashSet<>(next.retiredRoots());
        retired.removeIf(name -> Files.notExists(rootFile(name)));
        Path keyring = directory.resolve(KEYRING);
        if (Files.exists(keyring)) {
            retired.add(Keyring.rootOf(readOwnerOnly(keyring)));
        }
        try (RootKey root = RootKey.generate(random)) {
            replace(rootFile(root.name()), root.encode());
            write(next.retiring(retired), root);
        }
        deleteRetiredRoots();
    }

    private void write(Keyring next, RootKey root) throws IOException {
        replace(directory.resolve(KEYRING), next.encode(root, random));
        state = new State(next, stamp());
    }

    /** What a crash left half-written was never in use, but may hold keys. */
    private void deleteUnfinished() throws IOException {
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(directory, "{keyring,root-*.key}.tmp")) {
            for (Path file : unfinished) {
                Files.delete(file);
            }
        }
    }

    private void deleteRetiredRoots() throws IOException {
        for (String name : state.keyring().retiredRoots()) {
            Path file = rootFile(name);
            if (Files.exists(file)) {
                overwrite(file);
                Files.delete(file);
            }
        }
        flush(directory);
    }

    private void replace(Path file, String text) throws IOException {
        Path temporary = temporary(file);
        Files.deleteIfExists(temporary);
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(temporary, fresh, attribute(directory, OWNER_ONLY))) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        flush(directory);
    }

    /** As far as the disk writes in place; what counts is that no file with the key is left. */
    private static void overwrite(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate((int) channel.size()), 0);
            channel.force(true);
        }
    }

    /** Makes a rename or a deletion last through a power failure, where the system lets a directory be flushed. */
    private static void flush(Path directory) throws IOException {
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Stamp stamp() throws IOException {
        BasicFileAttributes file = Files.readAttributes(directory.resolve(KEYRING), BasicFileAttributes.class);
        return new Stamp(file.fileKey(), file.lastModifiedTime().toMillis(), file.size());
    }

    private static String readOwnerOnly(Path file) throws IOException {
        if (isOpenToOthers(file)) {
            throw new KeysUnavailableException("The key file " + file
                    + " can be used by others than its owner: run chmod 600 on it, and think about"
                    + " rotating the keys if someone may have read it.");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    private static void refuseOpenDirectory(Path directory) throws IOException {
        if (isOpenToOthers(directory)) {
            throw new KeysUnavailableException(
                    "The key directory " + directory + " can be used by others than its owner: run chmod 700 on it.");
        }
    }

    private static boolean isOpenToOthers(Path path) throws IOException {
        return isPosix(path)
                && Files.getPosixFilePermissions(path).stream().anyMatch(p -> !OWNER_ONLY_DIRECTORY.contains(p));
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] attribute(Path at, Set<PosixFilePermission> permissions) {
        return isPosix(at)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private Path rootFile(String name) {
        return directory.resolve("root-" + name + ".key");
    }

    private static Path temporary(Path file) {
        return file.resolveSibling(file.getFileName() + ".tmp");
    }

    private static KeysUnavailableException absent(Path directory) {
        return new KeysUnavailableException(
                "There are no keys in " + directory
                        + ", but the database holds sealed data: restore the keys from their backup; new ones could not read it.");
    }

    private static KeysUnavailableException damagedRoot(Path file) {
        return new KeysUnavailableException("The root key " + file + " is damaged: restore it from its backup.");
    }

    @Override
    public String toString() {
        return "LocalKeyFile[" + directory + "]";
    }
}
