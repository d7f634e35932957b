package qinqing.spreadsheet;

/** References such as {@code AB12}. */
final class CellRef {
    private CellRef() {}

    /**
     * Column from 0 of a reference or its letters, -1 when it has none; the row is ignored.
     */
    static int column(CharSequence ref) {
        int column = 0;
        int i = 0;
        for (; i < Math.min(4, ref.length()); i++) {
            char c = ref.charAt(i);
            if (c < 'A' || c > 'Z') {
                break;
            }
            column = column * 26 + (c - 'A' + 1);
        }
        return column - 1;
    }
}
