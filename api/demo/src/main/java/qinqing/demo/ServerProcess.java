package qinqing.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real server in a process of its own, on free ports of the loopback interface, with its data in a folder. */
public final class ServerProcess implements AutoCloseable {
    private static final Path APPLICATION = Path.of("api/server/target/quarkus-app/quarkus-run.jar");
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;
    private final int port;
    private final int managementPort;
    private final Duration startedIn;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServerProcess(Process process, Path log, Path portsFile, Instant begun)
            throws IOException, InterruptedException {
        this.process = process;
        this.log = log;
        var ports = awaitPorts(portsFile, begun.plus(READY_WITHIN));
        this.port = Integer.parseInt(ports[0]);
        this.managementPort = Integer.parseInt(ports[1]);
        awaitReady(begun.plus(READY_WITHIN));
        this.startedIn = Duration.between(begun, Instant.now());
    }

    /**
     * Starts the server and waits until it is ready.
     *
     * @param data its data directory, made when it isn't there
     * @param options for Java, such as {@code -Dqinqing.demo.clock=true}
     * @throws IOException when it doesn't become ready; the message names its log
     */
    public static ServerProcess start(Path data, List<String> options) throws IOException, InterruptedException {
        Files.createDirectories(data);
        var log = data.resolve("server.log");
        // the server takes free ports itself and writes them down: found free here, they might be taken by then
        var portsFile = data.resolve("server.ports");
        Files.deleteIfExists(portsFile);
        var command = java(data, options);
        var begun = Instant.now();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new ServerProcess(process, log, portsFile, begun);
    }

    /** Where people and systems reach it, without a slash at the end. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where health and metrics are, without a slash at the end. */
    public String management() {
        return "http://127.0.0.1:" + managementPort;
    }

    public Api api() {
        return Api.at(URI.create(address() + "/api/v1"));
    }

    public Path log() {
        return log;
    }

    public long pid() {
        return process.pid();
    }

    /** From the start of the process to the first green readiness. */
    public Duration startedIn() {
        return startedIn;
    }

    /** Puts the demo's clock forward; only a server started with the demo's switch has one. */
    public Instant goForward(Duration time) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(management("/demo/clock?by=" + time))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        return Instant.parse(client.send(request, BodyHandlers.ofString()).body());
    }

    /** The figures of {@code /metrics} as Prometheus reads them. */
    public String metrics() throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(management("/metrics")).build(), BodyHandlers.ofString())
                .body();
    }

    /** Resident memory in bytes, or 0 where the system doesn't tell. */
    public long residentMemory() {
        try (var lines = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    * 1024;
        } catch (IOException notLinux) {
            return 0;
        }
    }

    /** The launcher's {@code verify audit} on a data directory; prints what it found, 0 when nothing is wrong. */
    public static int verifyAudit(Path data) throws IOException, InterruptedException {
        return beside(data, List.of(), "verify", "audit").inheritIO().start().waitFor();
    }

    /** The server's other words, such as {@code keys rotate}, on a data directory: beside a server that runs there or without. */
    public static ProcessBuilder beside(Path data, List<String> options, String... words) {
        var command = java(data, options);
        command.addAll(List.of(words));
        return new ProcessBuilder(command);
    }

    private static List<String> java(Path data, List<String> options) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.add("-Dqinqing.data-directory=" + data.toAbsolutePath());
        command.addAll(List.of("-jar", APPLICATION.toString()));
        return command;
    }

    /** As {@code kill -9} does it: nothing is told, nothing is tidied. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Waits until somebody stops it. */
    public void join() throws InterruptedException {
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOPPED_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String[] awaitPorts(Path file, Instant deadline) throws IOException, InterruptedException {
        while (Instant.now().isBefore(deadline) && process.isAlive()) {
            if (Files.exists(file)) {
                return Files.readString(file).strip().split(" ");
            }
            Thread.sleep(20);
        }
        process.destroy();
        throw new IOException("the server did not say where it listens, see " + log);
    }

    private void awaitReady(Instant deadline) throws IOException, InterruptedException {
        while (Instant.now().isBefore(deadline) && process.isAlive()) {
            if (isReady()) {
                return;
            }
            Thread.sleep(100);
        }
        process.destroy();
        throw new IOException("the server did not become ready, see " + log);
    }

    private boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(management("/health/ready"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private URI management(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }
}
