package qinqing.verify;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A line between the server and its database, on loopback, that can be made as bad as lines are. */
final class FaultyLink implements Closeable {
    private static final int PIECE = 16 * 1024;

    /** What is wrong with the line. */
    enum Fault {
        NONE,
        /** Every piece takes half a second longer, in each direction. */
        DELAY,
        /** What is sent is lost, nobody is told. */
        DROP,
        /** What the database answers is lost: whatever was asked is done. */
        DROP_ANSWERS,
        /** Every connection is reset, also new ones. */
        RESET,
        /** The database's end is closed, the server's end stays open and silent. */
        HALF_OPEN
    }

    private static final long DELAY_MILLIS = 500;

    private record Pair(Socket near, Socket far) {}

    private final ServerSocket door;
    private final int target;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Fault fault = Fault.NONE;

    FaultyLink(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    void set(Fault fault) throws IOException {
        this.fault = fault;
        switch (fault) {
            case RESET -> {
                for (var pair : pairs) {
                    reset(pair.near());
                    reset(pair.far());
                }
            }
            case HALF_OPEN -> {
                for (var pair : pairs) {
                    pair.far().close();
                }
            }
            case NONE, DELAY, DROP, DROP_ANSWERS -> {}
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var near = door.accept();
                threads.submit(() -> join(near));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void join(Socket near) {
        try {
            if (fault == Fault.RESET) {
                reset(near);
                return;
            }
            var far = new Socket();
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), 2000);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            var pair = new Pair(near, far);
            pairs.add(pair);
            threads.submit(() -> carry(pair, near, far, false));
            threads.submit(() -> carry(pair, far, near, true));
        } catch (IOException unreachable) {
            close(near);
        }
    }

    private void carry(Pair pair, Socket from, Socket to, boolean answers) {
        var buffer = new byte[PIECE];
        try {
            carry(from.getInputStream(), to.getOutputStream(), buffer, answers);
        } catch (IOException | InterruptedException gone) {
            // both ends are closed below
        }
        // the near end of a half-open line learns nothing until it gives up by itself
        if (fault == Fault.HALF_OPEN && from == pair.far()) {
            return;
        }
        pairs.remove(pair);
        close(pair.near());
        close(pair.far());
    }

    private void carry(InputStream in, OutputStream out, byte[] buffer, boolean answers)
            throws IOException, InterruptedException {
        int length;
        while ((length = in.read(buffer)) >= 0) {
            switch (fault) {
                case DELAY -> {
                    Thread.sleep(DELAY_MILLIS);
                    out.write(buffer, 0, length);
                }
                case DROP, HALF_OPEN -> {}
                case DROP_ANSWERS -> {
                    if (!answers) {
                        out.write(buffer, 0, length);
                    }
                }
                case NONE, RESET -> out.write(buffer, 0, length);
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException gone) {
            // it is what was wanted
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is what was wanted
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (var pair : pairs) {
            close(pair.near());
            close(pair.far());
        }
        threads.shutdownNow();
    }
}
