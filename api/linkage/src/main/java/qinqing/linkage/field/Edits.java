package qinqing.linkage.field;

/** One slip of the hand: a character wrong, lost, added, or two neighbours swapped. */
final class Edits {

    private Edits() {}

    static boolean oneApart(String x, String y) {
        int shorter = Math.min(x.length(), y.length());
        int head = 0;
        while (head < shorter && x.charAt(head) == y.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && x.charAt(x.length() - 1 - tail) == y.charAt(y.length() - 1 - tail)) {
            tail++;
        }
        int restX = x.length() - head - tail;
        int restY = y.length() - head - tail;
        if (Math.max(restX, restY) <= 1) {
            return true;
        }
        return restX == 2 && restY == 2 && x.charAt(head) == y.charAt(head + 1) && x.charAt(head + 1) == y.charAt(head);
    }
}
