package qinqing.verify.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.contract.Contract;

/** One request, as composed and then spoilt; rendered to bytes when it is sent. */
final class Call {

    private static final int SHOWN = 1_500;
    private static final String BOUNDARY = "----qinqing-fuzz-7MA4YWxkTrZu0gW";

    /** A header or a parameter; the value of a parameter is already encoded. */
    record Field(String name, String value) {}

    final Contract.Operation operation;
    final Player player;
    String method;
    String path;
    final List<Field> query = new ArrayList<>();
    final List<Field> headers = new ArrayList<>();

    /** The body's schema, missing when the operation takes none. */
    @Nullable
    String bodyPointer;

    @Nullable
    JsonNode json;

    final Map<String, String> form = new LinkedHashMap<>();
    byte @Nullable [] file;
    String fileName = "名单.csv";
    boolean multipart;

    /** Wins over what it was made from. */
    byte @Nullable [] raw;

    /** Between the header and the body, where the body has a framing of its own. */
    byte @Nullable [] framed;

    @Nullable
    String contentType;

    /** Personal values this request carries; no refusal may repeat one. */
    final Set<String> secrets = new LinkedHashSet<>();

    /** The message itself is broken, so that a server may answer 400 or hang up whatever the contract says. */
    boolean brokenHttp;

    /** What the mutators did leaves the request against the contract, however it looks. */
    boolean mustBeRefused;

    /** A second body under the same key. */
    boolean again;

    String spoiltBy = "as_is";

    Call(Contract.Operation operation, Player player, String path) {
        this.operation = operation;
        this.player = player;
        this.method = operation.method().toUpperCase(Locale.ROOT);
        this.path = path;
    }

    void header(String name, String value) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        headers.add(new Field(name, value));
    }

    void query(String name, String encoded) {
        query.removeIf(parameter -> parameter.name().equals(name));
        query.add(new Field(name, encoded));
    }

    boolean hasHeader(String name) {
        return headers.stream().anyMatch(header -> header.name().equalsIgnoreCase(name));
    }

    boolean isJson() {
        return json != null && raw == null;
    }

    boolean hasBody() {
        return json != null || multipart || !form.isEmpty() || raw != null;
    }

    byte[] body() {
        if (raw != null) {
            return raw;
        }
        if (json != null) {
            return json.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (multipart) {
            return parts();
        }
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] parts() {
        var all = new ByteArrayOutputStream();
        form.forEach((name, value) -> all.writeBytes(
                ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        if (file != null) {
            all.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
                            + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            all.writeBytes(file);
            all.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        all.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    byte[] bytes(String token) {
        var message = new ByteArrayOutputStream();
        var head =
                new StringBuilder().append(method).append(' ').append(target()).append(" HTTP/1.1\r\n");
        head.append("Host: 127.0.0.1\r\nConnection: close\r\n");
        if (!token.isEmpty() && !hasHeader("Authorization")) {
            head.append("Authorization: Bearer ").append(token).append("\r\n");
        }
        headers.forEach(header ->
                head.append(header.name()).append(": ").append(header.value()).append("\r\n"));
        var body = hasBody() ? body() : new byte[0];
        if (contentTypeSent() != null) {
            head.append("Content-Type: ").append(contentTypeSent()).append("\r\n");
        }
        if (framed == null && (body.length > 0 || hasBody()) && !hasHeader("Content-Length")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        message.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        message.writeBytes(framed == null ? body : framed);
        return message.toByteArray();
    }

    private @Nullable String contentTypeSent() {
        if (contentType != null) {
            return contentType.isEmpty() ? null : contentType;
        }
        if (json != null) {
            return "application/json";
        }
        if (multipart) {
            return "multipart/form-data; boundary=" + BOUNDARY;
        }
        return form.isEmpty() ? null : "application/x-www-form-urlencoded";
    }

    String target() {
        return query.isEmpty()
                ? path
                : path
                        + query.stream()
                                .map(parameter -> parameter.name() + "=" + parameter.value())
                                .collect(Collectors.joining("&", "?", ""));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** As for curl; the token stands for whoever holds the role. */
    String shown() {
        var text = new StringBuilder("curl -i -X " + method + " '" + target() + "'");
        if (player.knocks()) {
            text.append(" -H \"Authorization: Bearer $").append(player.name()).append('"');
        }
        headers.forEach(header -> text.append(" -H '")
                .append(header.name())
                .append(": ")
                .append(header.value())
                .append('\''));
        if (contentTypeSent() != null) {
            text.append(" -H 'Content-Type: ").append(contentTypeSent()).append('\'');
        }
        if (hasBody()) {
            text.append(" --data-binary '")
                    .append(new String(framed == null ? body() : framed, StandardCharsets.UTF_8))
                    .append('\'');
        }
        return text.chars()
                .limit(SHOWN)
                .mapToObj(c -> c < ' ' || c == 0x7f || Character.getType(c) == Character.FORMAT
                        ? "\\u%04x".formatted(c)
                        : String.valueOf((char) c))
                .collect(Collectors.joining());
    }
}
