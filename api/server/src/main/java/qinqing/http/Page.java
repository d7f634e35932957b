package qinqing.http;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, by key and not by offset.
 *
 * @param nextCursor opaque; absent on the last page
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    /** Rows of a page when the client doesn't say. */
    public static final int USUAL = 50;
    /** Rows of a page at most (contract: {@code limit} ≤ 200). */
    public static final int LIMIT = 200;

    /**
     * @param found up to {@code limit + 1} rows: the one more tells that there is a next page
     * @param cursor makes the cursor from the last row shown
     */
    public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursor) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        var shown = List.copyOf(found.subList(0, limit));
        return new Page<>(shown, cursor.apply(shown.getLast()));
    }

    public <R> Page<R> map(Function<? super T, ? extends R> change) {
        return new Page<>(items.stream().<R>map(change).toList(), nextCursor);
    }
}
