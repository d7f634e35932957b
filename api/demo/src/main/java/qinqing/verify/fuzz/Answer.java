package qinqing.verify.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What came back.
 *
 * @param status 0 when the server hung up without a word, -1 when it never answered
 * @param headers by lower-case name
 * @param nanos from the first byte sent to the last one read
 */
record Answer(int status, Map<String, String> headers, byte[] body, long nanos) {

    String mediaType() {
        return headers.getOrDefault("content-type", "").split(";")[0].strip().toLowerCase(Locale.ROOT);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + mediaType() + ", " + body.length + " bytes, " + nanos / 1_000_000 + " ms";
    }
}
