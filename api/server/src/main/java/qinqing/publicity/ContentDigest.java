package qinqing.publicity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * SHA-256 of the rows as they were shown: fields parted by TAB, rows by LF, absent ones empty, UTF-8. It is printed on the
 * sheet, so that a sheet can still be checked when names have left the public (A24.9).
 */
final class ContentDigest {
    private ContentDigest() {}

    static byte[] of(List<NoticeRow> rows) {
        var text = rows.stream().map(ContentDigest::line).collect(Collectors.joining("\n"));
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String line(NoticeRow row) {
        return String.join(
                "\t",
                Integer.toString(row.position),
                row.beneficiaryName,
                row.programmeName,
                row.amount == null ? "" : row.amount.toPlainString(),
                row.place,
                Objects.toString(row.startedOn, ""),
                row.officialName,
                row.officialPost,
                row.kinshipTitle,
                row.note == null ? "" : row.note);
    }
}
