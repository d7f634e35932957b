package qinqing.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import qinqing.demo.ServerProcess;

/**
 * Hundreds of connections that send a byte now and then, crooked requests over bare sockets, methods nobody uses, and the headers
 * of every kind of answer (S21).
 */
final class SlowClients {
    private static final int SLOW = 500;
    private static final int HONEST = 300;
    private static final double HONEST_WITHIN_MILLIS = 1000;
    private static final int BETWEEN_BYTES_MILLIS = 500;

    /** Requests that two servers could read differently; each hides a second one in what may be its body. */
    private static final Map<String, String> SMUGGLING = new LinkedHashMap<>();

    private static final String HIDDEN = "GET /openapi HTTP/1.1\r\nHost: localhost\r\n\r\n";

    static {
        var post = "POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        SMUGGLING.put("CL and TE", post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN);
        SMUGGLING.put(
                "TE and CL",
                post + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n" + HIDDEN + "\r\n0\r\n\r\n");
        SMUGGLING.put(
                "two lengths", post + "Content-Length: 0\r\nContent-Length: " + HIDDEN.length() + "\r\n\r\n" + HIDDEN);
        SMUGGLING.put("a length with a sign", post + "Content-Length: +0\r\n\r\n" + HIDDEN);
        SMUGGLING.put("a length that is no number", post + "Content-Length: 0, 5\r\n\r\n" + HIDDEN);
        SMUGGLING.put("an unknown coding", post + "Transfer-Encoding: xchunked\r\nContent-Length: 0\r\n\r\n" + HIDDEN);
        SMUGGLING.put(
                "a space before the colon", post + "Transfer-Encoding : chunked\r\nContent-Length: 0\r\n\r\n" + HIDDEN);
        SMUGGLING.put(
                "a folded header",
                post + "Transfer-Encoding:\r\n chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n" + HIDDEN);
        SMUGGLING.put("a chunk size that is none", post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n" + HIDDEN);
        SMUGGLING.put("a NUL in a header", post + "X-A: b\0c\r\nContent-Length: 0\r\n\r\n");
    }

    private final Rows rows;
    private final ServerProcess server;
    private final Wire wire;
    private final Town town;
    private volatile boolean stop;

    SlowClients(Rows rows, ServerProcess server, Town town) {
        this.rows = rows;
        this.server = server;
        this.wire = new Wire(server.address());
        this.town = town;
    }

    void run() throws Exception {
        var p99 = beSlow();
        var refused = smuggle();
        var methods = unusedMethods();
        var answers = headers();
        rows.row(
                "S21",
                "%d slow connections (headers and bodies): an honest client's p99 %.0f ms; %d of %d crooked requests refused or cut; "
                        + "%d unused methods answered 405; security headers on %d of %d kinds of answer",
                SLOW,
                p99,
                refused,
                SMUGGLING.size(),
                methods,
                answers[0],
                answers[1]);
    }

    private double beSlow() throws Exception {
        var times = new ArrayList<Long>();
        var connected = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var number = 0; number < SLOW; number++) {
                var body = number % 2 == 0;
                threads.submit(() -> dawdle(body, connected));
            }
            try {
                while (connected.get() < SLOW * 9 / 10) {
                    Thread.sleep(20);
                }
                for (var number = 0; number < HONEST; number++) {
                    var answer = wire.send(Wire.Call.get("/sites?limit=5", town.token(Town.ADMIN_PHONE)));
                    rows.expect(answer.isGood(), "an honest client was answered " + answer.status());
                    times.add(answer.took().toNanos());
                    Thread.sleep(5);
                }
            } finally {
                stop = true;
            }
        }
        var p99 = Overload.percentile(times.stream().sorted().toList(), 0.99);
        Machine.expect(rows, p99 < HONEST_WITHIN_MILLIS, "an honest client waits %.0f ms".formatted(p99));
        return p99;
    }

    /** A byte of a header or of a body now and then; when it is cut off it begins anew. */
    private void dawdle(boolean body, AtomicInteger connected) {
        var first = true;
        while (!stop) {
            try (var socket = connect()) {
                var out = socket.getOutputStream();
                out.write(("POST /api/v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + (body ? "Content-Length: 1000\r\n\r\n{" : "X-Slow: "))
                        .getBytes(StandardCharsets.US_ASCII));
                if (first) {
                    connected.incrementAndGet();
                    first = false;
                }
                while (!stop) {
                    Thread.sleep(BETWEEN_BYTES_MILLIS);
                    out.write(' ');
                    out.flush();
                }
            } catch (IOException cut) {
                Thread.yield();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** No answer to the hidden request may come back. */
    private int smuggle() throws IOException {
        var refused = 0;
        for (var attempt : SMUGGLING.entrySet()) {
            var answer = raw(attempt.getValue());
            var hidden = answer.contains("openapi: 3");
            var held = !hidden
                    && (answer.isEmpty() || answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 501"));
            refused += held ? 1 : 0;
            rows.expect(
                    held,
                    "smuggling by %s was answered %s%s"
                            .formatted(
                                    attempt.getKey(),
                                    answer.lines().findFirst().orElse("nothing"),
                                    hidden ? " and the hidden request too" : ""));
        }
        return refused;
    }

    private int unusedMethods() throws IOException {
        var refused = 0;
        for (var method : List.of("TRACE", "CONNECT", "PATCH", "DELETE", "PROPFIND", "LOCK", "FOO")) {
            var target = method.equals("CONNECT") ? "localhost:1" : "/api/v1/sites";
            var answer = raw("%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
                    .formatted(method, target));
            var held = answer.startsWith("HTTP/1.1 405") || method.equals("CONNECT") && answer.startsWith("HTTP/1.1 4");
            refused += held ? 1 : 0;
            rows.expect(
                    held,
                    "%s was answered %s"
                            .formatted(method, answer.lines().findFirst().orElse("nothing")));
        }
        return refused;
    }

    /** @return how many answers had them all, and how many were looked at */
    private int[] headers() throws IOException {
        var token = town.token(Town.ADMIN_PHONE);
        var answers = new LinkedHashMap<String, Map<String, List<String>>>();
        var api = List.of(
                "/sites",
                "/nowhere",
                "/public/notices",
                "/public/notices.atom",
                "/public/notices/none",
                "/me",
                "/audit-entries");
        for (var path : api) {
            answers.put(
                    "GET " + path,
                    wire.send(Wire.Call.get(path, null)).headers().map());
            answers.put(
                    "GET " + path + " as admin",
                    wire.send(Wire.Call.get(path, token)).headers().map());
        }
        answers.put(
                "a malformed body",
                wire.send(new Wire.Call(
                                "POST",
                                "/sites",
                                token,
                                null,
                                null,
                                "application/json",
                                "{".getBytes(StandardCharsets.UTF_8)))
                        .headers()
                        .map());
        answers.put(
                "a wrong type",
                wire.send(new Wire.Call("POST", "/sites", token, null, null, "text/plain", new byte[] {1}))
                        .headers()
                        .map());
        answers.put(
                "a method not allowed",
                wire.send(new Wire.Call("PATCH", "/sites", token, null, null, null, new byte[0]))
                        .headers()
                        .map());
        for (var page :
                List.of("/", "/nowhere", "/notices/none", "/openapi", "/style.css", "/favicon.ico", "/api-docs")) {
            answers.put(
                    "page " + page,
                    wire.send(Wire.Call.get("/" + page, null)).headers().map());
        }
        var management = new Wire(URI.create(server.management()));
        for (var page : List.of("/health/live", "/health/ready", "/metrics", "/nowhere")) {
            answers.put(
                    "management " + page,
                    management.send(Wire.Call.get("/" + page, null)).headers().map());
        }
        var good = 0;
        for (var answer : answers.entrySet()) {
            var names =
                    answer.getValue().keySet().stream().map(String::toLowerCase).toList();
            var missing =
                    new ArrayList<>(List.of("x-content-type-options", "referrer-policy", "content-security-policy"));
            missing.removeAll(names);
            good += missing.isEmpty() ? 1 : 0;
            rows.expect(missing.isEmpty(), "%s lacks %s".formatted(answer.getKey(), missing));
            rows.expect(
                    !names.contains("server") && !names.contains("x-powered-by"),
                    answer.getKey() + " names the software");
        }
        return new int[] {good, answers.size()};
    }

    private Socket connect() throws IOException {
        var socket = new Socket();
        socket.connect(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), server.address().getPort()),
                5000);
        return socket;
    }

    /** Whatever comes back until the other side closes or falls silent. */
    private String raw(String request) throws IOException {
        try (var socket = connect()) {
            socket.setSoTimeout(1500);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            var answer = new ByteArrayOutputStream();
            var piece = new byte[8192];
            try {
                for (var length = socket.getInputStream().read(piece);
                        length >= 0 && answer.size() < 100_000;
                        length = socket.getInputStream().read(piece)) {
                    answer.write(piece, 0, length);
                }
            } catch (SocketTimeoutException silent) {
                return answer.toString(StandardCharsets.UTF_8);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }
}
