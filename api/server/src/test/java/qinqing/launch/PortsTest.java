package qinqing.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    private static final int SERVERS = 5;

    @TempDir
    Path locks;

    /** A server that takes its port, says which, and binds it only when all have theirs. */
    static final class Server {
        public static void main(String... arguments) throws IOException {
            System.out.println(new Ports(Path.of(arguments[0])).take(Integer.parseInt(arguments[1])));
            System.in.read();
        }
    }

    @Test
    void servers_that_start_in_the_same_second_take_different_ports() throws Exception {
        int usual = free();
        var servers = new ArrayList<Process>();
        for (int i = 0; i < SERVERS; i++) {
            servers.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xshare:auto",
                            "-cp",
                            place(Ports.class) + File.pathSeparator + place(PortsTest.class),
                            Server.class.getName(),
                            locks.toString(),
                            Integer.toString(usual))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        }
        try {
            var taken = new ArrayList<Integer>();
            for (var server : servers) {
                taken.add(Integer.valueOf(server.inputReader().readLine()));
            }
            assertThat(taken).doesNotHaveDuplicates().contains(usual);
        } finally {
            servers.forEach(Process::destroy);
        }
    }

    @Test
    void a_port_that_somebody_else_uses_is_left_to_them() throws IOException {
        try (var other = new ServerSocket(0)) {
            assertThat(new Ports(locks).take(other.getLocalPort())).isNotEqualTo(other.getLocalPort());
        }
    }

    @Test
    void a_port_stays_taken_when_memory_is_tidied() throws IOException {
        int usual = free();
        assertThat(new Ports(locks).take(usual)).isEqualTo(usual);
        System.gc();
        System.gc();
        assertThat(new Ports(locks).take(usual)).isNotEqualTo(usual);
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
