package qinqing.verify.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** HTTP/1.1 by bytes: an ordinary client would not send what a fuzzer has to. Each request has a connection of its own. */
final class Wire {

    private static final int LONGEST_WAIT_MS = 15_000;
    private static final int WAIT_FOR_MORE_MS = 700;
    private static final int LARGEST_ANSWER = 64 << 20;

    private final InetSocketAddress server;

    Wire(URI address) {
        this.server = new InetSocketAddress(address.getHost(), address.getPort());
    }

    /**
     * @param bodyless whether an answer has no body, as to HEAD
     * @param unfinished whether the server may wait for the rest of this request, so that silence soon is the answer
     * @return status 0 when the server hung up without an answer, -1 when it never answered
     */
    Answer send(byte[] request, boolean bodyless, boolean unfinished) throws IOException {
        var begun = System.nanoTime();
        try (var socket = new Socket()) {
            socket.setSoTimeout(unfinished ? WAIT_FOR_MORE_MS : LONGEST_WAIT_MS);
            socket.setTcpNoDelay(true);
            socket.connect(server);
            try {
                socket.getOutputStream().write(request);
                socket.getOutputStream().flush();
            } catch (IOException answeredEarly) {
                // what it said stands to be read
            }
            return read(new BufferedInputStream(socket.getInputStream()), bodyless, begun);
        }
    }

    private static Answer read(InputStream in, boolean bodyless, long begun) {
        var headers = new TreeMap<String, String>();
        var status = 0;
        var body = new byte[0];
        try {
            do {
                headers.clear();
                status = statusOf(line(in));
                for (var line = line(in); !line.isEmpty(); line = line(in)) {
                    var colon = line.indexOf(':');
                    if (colon > 0) {
                        headers.merge(
                                line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                                line.substring(colon + 1).strip(),
                                (one, other) -> one + ", " + other);
                    }
                }
            } while (status == 100);
            var answered = System.nanoTime() - begun;
            if (headers.getOrDefault("content-type", "").startsWith("text/event-stream")) {
                return new Answer(status, headers, body, answered);
            }
            body = bodyless || status == 204 || status == 304 ? body : unpacked(body(in, headers), headers);
        } catch (SocketTimeoutException silent) {
            status = -1;
        } catch (IOException hungUp) {
            status = headers.isEmpty() ? 0 : status;
        }
        return new Answer(status, headers, body, System.nanoTime() - begun);
    }

    private static int statusOf(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] \\d{3}.*")) {
            throw new IOException("no HTTP answer");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static byte[] body(InputStream in, TreeMap<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            var all = new ByteArrayOutputStream();
            for (var size = chunk(in); size > 0; size = chunk(in)) {
                all.write(in.readNBytes(size));
                line(in);
            }
            return all.toByteArray();
        }
        var length = headers.get("content-length");
        return in.readNBytes(length == null ? LARGEST_ANSWER : Integer.parseInt(length));
    }

    private static byte[] unpacked(byte[] body, TreeMap<String, String> headers) throws IOException {
        return switch (headers.getOrDefault("content-encoding", "")) {
            case "gzip" -> new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
            case "deflate" -> new InflaterInputStream(new ByteArrayInputStream(body)).readAllBytes();
            default -> body;
        };
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }
}
