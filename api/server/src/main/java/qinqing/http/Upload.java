package qinqing.http;

import java.util.Map;
import java.util.UUID;

/**
 * A file that arrived whole and lies sealed in the data directory until {@link Uploads#delete} is called.
 *
 * @param fileName as the person named it, without folders and control characters
 * @param sha256 hexadecimal digest of the content
 * @param fields the other fields of the form
 */
public record Upload(UUID id, String fileName, long size, String sha256, Map<String, String> fields) {

    /** What an {@code Idempotency-Key} stands for: the same content sent again is the same request. */
    public Object digest() {
        return Map.of("sha256", sha256, "fields", new java.util.TreeMap<>(fields));
    }

    /** Fields and names may hold personal data. */
    @Override
    public String toString() {
        return "Upload[id=" + id + ", size=" + size + "]";
    }
}
