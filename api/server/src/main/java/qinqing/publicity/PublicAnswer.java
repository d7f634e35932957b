package qinqing.publicity;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A public answer, made once and given to everyone until something public changes. */
public final class PublicAnswer {
    /** Shared caches may keep it but have to ask each time: a retraction is gone everywhere within a second. */
    static final String CACHE_CONTROL = "public, no-cache";

    private static final int ETAG = 16;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final byte[] body;
    private final String etag;
    private final String mediaType;
    private final String modified;

    public PublicAnswer(byte[] body, String mediaType, Instant modified) {
        this.body = body;
        this.mediaType = mediaType;
        this.modified = HTTP_DATE.format(modified);
        this.etag = '"' + HexFormat.of().formatHex(Arrays.copyOf(digest(body), ETAG)) + '"';
    }

    int size() {
        return body.length;
    }

    byte[] body() {
        return body;
    }

    String etag() {
        return etag;
    }

    /** 304 when the client holds this very answer. */
    public Response respond(@Nullable String ifNoneMatch) {
        var response = isHeld(ifNoneMatch)
                ? Response.notModified()
                : Response.ok(body).header(HttpHeaders.CONTENT_TYPE, mediaType);
        return response.header(HttpHeaders.ETAG, etag)
                .header(HttpHeaders.LAST_MODIFIED, modified)
                .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
                .build();
    }

    boolean isHeld(@Nullable String ifNoneMatch) {
        return ifNoneMatch != null
                && (ifNoneMatch.equals(etag)
                        || ifNoneMatch.equals("*")
                        || Arrays.stream(ifNoneMatch.split(","))
                                .map(String::strip)
                                .anyMatch(held -> held.equals(etag) || held.equals("W/" + etag)));
    }

    private static byte[] digest(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
