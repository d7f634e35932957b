package qinqing.spreadsheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import qinqing.vault.SealedFile;

/**
 * The table of texts that Excel keeps apart from the sheet. A list of a million people has some four million of them,
 * more than the heap holds, so they go to a sealed file and only their places stay in memory (8 bytes each).
 */
final class SharedTexts implements AutoCloseable {
    private static final int BLOCK = 1 << 16;

    private final List<long[]> ends = new ArrayList<>();
    private final SealedFile file;
    private final SeekableByteChannel texts;
    private long count;

    private SharedTexts(SealedFile file, Scratch scratch, InputStream part, int longest)
            throws IOException, XMLStreamException {
        this.file = file;
        long end = 0;
        try (var xml = new SafeXml(new GuardedPart(part));
                var out = file.write(scratch.vault())) {
            var text = new StringBuilder();
            int phonetic = 0;
            while (xml.next()) {
                if (xml.kind() == XMLStreamConstants.START_ELEMENT) {
                    if (xml.isNamed("rPh")) {
                        phonetic++;
                    } else if (xml.isNamed("t") && phonetic == 0) {
                        xml.appendText(text, longest + 1);
                    }
                } else if (xml.kind() == XMLStreamConstants.END_ELEMENT) {
                    if (xml.isNamed("rPh")) {
                        phonetic--;
                    } else if (xml.isNamed("si")) {
                        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                        out.write(bytes);
                        end += bytes.length;
                        add(end);
                        text.setLength(0);
                    }
                }
            }
        }
        this.texts = file.read(scratch.vault());
    }

    /** @param part the shared strings part, if the file has one */
    static Optional<SharedTexts> read(Optional<InputStream> part, Scratch scratch, int longest)
            throws IOException, XMLStreamException {
        if (part.isEmpty()) {
            return Optional.empty();
        }
        var file = scratch.newFile();
        try {
            return Optional.of(new SharedTexts(file, scratch, part.get(), longest));
        } catch (IOException | XMLStreamException | RuntimeException e) {
            file.delete();
            throw e;
        }
    }

    private void add(long end) {
        int at = (int) (count % BLOCK);
        if (at == 0) {
            ends.add(new long[BLOCK]);
        }
        ends.getLast()[at] = end;
        count++;
    }

    private long end(long index) {
        return index < 0 ? 0 : ends.get((int) (index / BLOCK))[(int) (index % BLOCK)];
    }

    /** @throws IndexOutOfBoundsException when the sheet names a text that is not there */
    String get(long index) throws IOException {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException("shared text " + index + " of " + count);
        }
        long from = end(index - 1);
        var bytes = ByteBuffer.allocate((int) (end(index) - from));
        texts.position(from);
        while (bytes.hasRemaining() && texts.read(bytes) >= 0) {
            continue;
        }
        return new String(bytes.array(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        texts.close();
        file.delete();
    }
}
