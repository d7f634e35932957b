package qinqing.spreadsheet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import qinqing.spreadsheet.SpreadsheetException.Fault;

/**
 * What a text file is, found by decoding all of it strictly: a guess from its first lines would break at the first rare
 * name a hundred thousand rows later.
 *
 * @param skip bytes of the byte order mark
 * @param separator of its cells
 */
record TextLook(Charset charset, int skip, long lines, char separator) {
    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final int SAMPLE = 1 << 16;
    /** Rare characters of old names were typed as private ones; a file full of them is another encoding. */
    private static final int MOST_PRIVATE_PERCENT = 2;

    static TextLook of(SeekableByteChannel file) throws IOException {
        var head = new byte[3];
        int known = Channels.newInputStream(file).readNBytes(head, 0, 3);
        if (known == 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF) {
            return look(file, StandardCharsets.UTF_8, 3).orElseThrow(() -> new SpreadsheetException(Fault.DAMAGED));
        }
        if (known >= 2 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE) {
            return look(file, StandardCharsets.UTF_16LE, 2)
                    .orElseThrow(() -> new SpreadsheetException(Fault.UNKNOWN_ENCODING));
        }
        var utf8 = look(file, StandardCharsets.UTF_8, 0);
        return (utf8.isPresent() ? utf8 : look(file, GB18030, 0))
                .orElseThrow(() -> new SpreadsheetException(Fault.UNKNOWN_ENCODING));
    }

    /** Empty when the file isn't in this charset. */
    private static Optional<TextLook> look(SeekableByteChannel file, Charset charset, int skip) throws IOException {
        file.position(skip);
        InputStream in = Channels.newInputStream(file);
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var bytes = ByteBuffer.allocate(1 << 16);
        var chars = CharBuffer.allocate(1 << 16);
        var sample = new StringBuilder();
        var seen = new Seen();
        boolean end = false;
        while (!end) {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            end = read < 0;
            bytes.position(bytes.position() + Math.max(0, read)).flip();
            CoderResult result = decoder.decode(bytes, chars, end);
            if (result.isError()) {
                // the last character of a transfer that broke off; without this it would be tried as GB18030
                if (charset == StandardCharsets.UTF_8 && end && seen.wide > 0 && bytes.remaining() < 4) {
                    throw new SpreadsheetException(Fault.DAMAGED, new EOFException());
                }
                return Optional.empty();
            }
            bytes.compact();
            chars.flip();
            if (!seen.all(chars)) {
                return Optional.empty();
            }
            if (sample.length() < SAMPLE) {
                sample.append(chars, 0, Math.min(chars.remaining(), SAMPLE - sample.length()));
            }
            chars.clear();
        }
        if (seen.isPrivate > 0 && seen.isPrivate * 100 > seen.wide * MOST_PRIVATE_PERCENT) {
            return Optional.empty();
        }
        return Optional.of(new TextLook(charset, skip, seen.lines + 1, separator(sample)));
    }

    private static final class Seen {
        private long lines;
        private long wide;
        private long isPrivate;

        /** False at a character that no list has: the file is no text. */
        boolean all(CharBuffer chars) {
            for (int i = chars.position(); i < chars.limit(); i++) {
                char c = chars.get(i);
                if (c == '\n') {
                    lines++;
                } else if (c < ' ' && c != '\t' && c != '\r' && c != '\f' && c != 0x1A || c >= 0x7F && c < 0xA0) {
                    return false;
                } else if (c >= 0xA0) {
                    wide++;
                    if (c >= 0xE000 && c <= 0xF8FF) {
                        isPrivate++;
                    }
                }
            }
            return true;
        }
    }

    /** The one that is most frequent in the first line with content, outside of quotation marks. */
    private static char separator(CharSequence sample) {
        int commas = 0;
        int semicolons = 0;
        int tabs = 0;
        boolean quoted = false;
        for (int i = 0; i < sample.length(); i++) {
            char c = sample.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                continue;
            } else if (c == ',') {
                commas++;
            } else if (c == ';') {
                semicolons++;
            } else if (c == '\t') {
                tabs++;
            } else if ((c == '\n' || c == '\r') && commas + semicolons + tabs > 0) {
                break;
            }
        }
        if (tabs > commas && tabs > semicolons) {
            return '\t';
        }
        return semicolons > commas ? ';' : ',';
    }
}
