package qinqing.spreadsheet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import qinqing.spreadsheet.SpreadsheetException.Fault;

/**
 * A part of an .xlsx on its way to the XML parser. The parser keeps a whole tag in memory, so one that doesn't end is
 * stopped here: an attribute can't hold another {@code <}, and no cell's text comes near this length.
 */
final class GuardedPart extends FilterInputStream {
    static final int LONGEST_WITHOUT_TAG = 1 << 20;

    private int sinceTag;

    GuardedPart(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int count) throws IOException {
        int read = in.read(target, from, count);
        for (int i = from; i < from + read; i++) {
            if (target[i] == '<') {
                sinceTag = 0;
            } else if (++sinceTag > LONGEST_WITHOUT_TAG) {
                throw new SpreadsheetException(Fault.CONTENT_TOO_LONG);
            }
        }
        return read;
    }
}
