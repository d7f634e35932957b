package qinqing.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.vault.KeyedMac;
import qinqing.vault.MacPurpose;

/** Opaque, signed cursors, so that nobody points one at rows of others. */
@ApplicationScoped
public class Cursors {
    private static final char SEPARATOR = '\u001f';

    private final KeyedMac mac;

    Cursors(KeyedMac mac) {
        this.mac = mac;
    }

    /**
     * @param list name of the list, which the cursor is bound to: its operation id
     * @param keys sort key of the last row shown
     */
    public String write(String list, Object... keys) {
        var joined = String.join(
                String.valueOf(SEPARATOR),
                Arrays.stream(keys).map(String::valueOf).toList());
        var content = joined.getBytes(StandardCharsets.UTF_8);
        var signed = Arrays.copyOf(mac.mac(MacPurpose.CURSOR, bytes(list), content), KeyedMac.SIZE + content.length);
        System.arraycopy(content, 0, signed, KeyedMac.SIZE, content.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    /**
     * The sort key in the cursor, empty for the first page.
     *
     * @param keys how many parts the key of this list has
     * @throws ProblemException 400 when the cursor is not one this list handed out
     */
    public List<String> read(String list, @Nullable String cursor, int keys) {
        if (cursor == null) {
            return List.of();
        }
        var signed = decode(cursor);
        if (signed.length > KeyedMac.SIZE) {
            var content = Arrays.copyOfRange(signed, KeyedMac.SIZE, signed.length);
            if (mac.verify(MacPurpose.CURSOR, Arrays.copyOf(signed, KeyedMac.SIZE), bytes(list), content)) {
                var parts = List.of(new String(content, StandardCharsets.UTF_8).split(String.valueOf(SEPARATOR), -1));
                if (parts.size() == keys) {
                    return parts;
                }
            }
        }
        var why = new Text("分页标记无效，请从第一页重新读取", "The cursor is not valid here, start again from the first page");
        throw new ProblemException(ProblemType.MALFORMED_REQUEST, why, List.of(new FieldError("cursor", why)));
    }

    /**
     * Rows asked for, {@link Page#USUAL} when the client doesn't say.
     *
     * @throws ProblemException 400 outside 1 to {@link Page#LIMIT}
     */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return Page.USUAL;
        }
        if (asked < 1 || asked > Page.LIMIT) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "limit 须在 1 到 %d 之间".formatted(Page.LIMIT),
                    "limit must be between 1 and %d".formatted(Page.LIMIT));
        }
        return asked;
    }

    private static byte[] decode(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
