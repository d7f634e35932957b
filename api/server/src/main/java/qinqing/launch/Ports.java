package qinqing.launch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ports of the loopback interface for what this process is about to start. To look whether a port is free and to take it are two
 * steps, between which another server of ours, started in the same second, would find it free too: so each port has a lock file,
 * held until the process ends.
 */
final class Ports {
    private static final int TRIES = 50;

    /** A lock that nothing refers to ends with the next garbage collection. */
    private static final List<FileLock> HELD = Collections.synchronizedList(new ArrayList<>());

    private final Path locks;

    /** @param locks a folder that all servers of this machine share */
    Ports(Path locks) {
        this.locks = locks;
    }

    /** The folder that all servers of one user on this machine share. */
    static Ports ofThisMachine() {
        return new Ports(
                Path.of(System.getProperty("java.io.tmpdir"), "qinqing-ports-" + System.getProperty("user.name")));
    }

    /** The usual port, or another when that one is in use. */
    int take(int usual) throws IOException {
        return isMine(usual) ? usual : takeAny();
    }

    /** Some free port. */
    int takeAny() throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = offered();
            if (isMine(port)) {
                return port;
            }
        }
        throw new IOException("no free port found in " + TRIES + " tries");
    }

    private boolean isMine(int port) throws IOException {
        var lock = lock(port);
        if (lock == null) {
            return false;
        }
        if (!isFree(port)) {
            lock.acquiredBy().close();
            return false;
        }
        HELD.add(lock);
        return true;
    }

    /** Null when another process, or this one, holds it. */
    private @Nullable FileLock lock(int port) throws IOException {
        Files.createDirectories(locks);
        var file = FileChannel.open(locks.resolve(port + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException mineAlready) {
            // told by null
        }
        if (lock == null) {
            file.close();
        }
        return lock;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int offered() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
