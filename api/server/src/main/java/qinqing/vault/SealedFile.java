package qinqing.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A file that lies sealed on the disk and is read at any place without ever lying there in clear: uploaded lists hold
 * ID numbers (S6). It is cut into frames of 64 KiB, each a sealed value bound to the file's id, its number and whether
 * it is the last, so that frames can't be swapped, and a file that was cut short doesn't open.
 *
 * @param id what the frames belong to; another file's frames don't open under it
 */
public record SealedFile(Path path, UUID id) {

    /** Bytes of text in a frame; the last one has fewer. */
    static final int FRAME = 64 * 1024;

    private static final int SEALED_FRAME = FRAME + Sealer.OVERHEAD;
    private static final int FRAMES_IN_HAND = 32;

    /** Begins the file, readable by its owner only; closing the stream completes it. One thread. */
    public OutputStream write(Vault vault) throws IOException {
        var rights = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(path, rights);
        return new Writer(Files.newOutputStream(path, StandardOpenOption.WRITE), vault.sealer(), id);
    }

    /**
     * Opens the complete file for reading. One thread.
     *
     * @throws UnreadableValueException when reading, if it was changed or cut
     */
    public SeekableByteChannel read(Vault vault) throws IOException {
        return new Reader(FileChannel.open(path, StandardOpenOption.READ), vault.sealer(), id);
    }

    /**
     * Puts the same text under the present key in its place (S13); who reads the old file meanwhile goes on reading it.
     *
     * @return false when every frame is under the present key already
     */
    public boolean reseal(Vault vault) throws IOException {
        if (!hasOlderFrame(vault)) {
            return false;
        }
        SealedFile fresh = new SealedFile(path.resolveSibling(path.getFileName() + ".fresh"), id);
        fresh.delete();
        try (var text = java.nio.channels.Channels.newInputStream(read(vault));
                var out = fresh.write(vault)) {
            text.transferTo(out);
        }
        try (var flushed = FileChannel.open(fresh.path, StandardOpenOption.WRITE)) {
            flushed.force(true);
        }
        Files.move(fresh.path, path, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private boolean hasOlderFrame(Vault vault) throws IOException {
        byte[] present = vault.currentHeader();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            for (long at = 0; at < file.size(); at += SEALED_FRAME) {
                ByteBuffer header = ByteBuffer.allocate(present.length);
                while (header.hasRemaining() && file.read(header, at + header.position()) >= 0) {
                    continue;
                }
                if (!Arrays.equals(header.array(), present)) {
                    return true;
                }
            }
            return false;
        }
    }

    public void delete() throws IOException {
        Files.deleteIfExists(path);
    }

    private static byte[] context(UUID id, long frame, boolean last) {
        return ByteBuffer.allocate(3 * Long.BYTES + 1)
                .put(Vault.context(id))
                .putLong(frame)
                .put((byte) (last ? 1 : 0))
                .array();
    }

    private static final class Writer extends OutputStream {
        private final OutputStream out;
        private final Sealer sealer;
        private final UUID id;
        private final byte[] frame = new byte[FRAME];
        private int filled;
        private long written;
        private boolean closed;

        Writer(OutputStream out, Sealer sealer, UUID id) {
            this.out = out;
            this.sealer = sealer;
            this.id = id;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            int at = from;
            int left = count;
            while (left > 0) {
                // a full frame waits for one more byte, since the last frame must be known as such
                if (filled == FRAME) {
                    emit(false);
                }
                int part = Math.min(left, FRAME - filled);
                System.arraycopy(bytes, at, frame, filled, part);
                filled += part;
                at += part;
                left -= part;
            }
        }

        private void emit(boolean last) throws IOException {
            out.write(sealer.seal(FieldKind.FILE_FRAME, Arrays.copyOf(frame, filled), context(id, written, last)));
            written++;
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try (out) {
                emit(true);
            } finally {
                Arrays.fill(frame, (byte) 0);
            }
        }
    }

    private static final class Reader implements SeekableByteChannel {
        private final FileChannel file;
        private final Sealer sealer;
        private final UUID id;
        private final long size;
        private final long lastFrame;
        private final Map<Long, byte[]> inHand = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
                return size() > FRAMES_IN_HAND;
            }
        };
        private long position;

        Reader(FileChannel file, Sealer sealer, UUID id) throws IOException {
            this.file = file;
            this.sealer = sealer;
            this.id = id;
            long sealed = file.size();
            this.lastFrame = Math.max(0, (sealed - 1) / SEALED_FRAME);
            this.size = Math.max(0, sealed - (lastFrame + 1) * Sealer.OVERHEAD);
            // a file cut at a frame's border shows here already
            frame(lastFrame);
        }

        private byte[] frame(long number) throws IOException {
            byte[] known = inHand.get(number);
            if (known != null) {
                return known;
            }
            long at = number * SEALED_FRAME;
            var sealed = ByteBuffer.allocate((int) Math.min(SEALED_FRAME, file.size() - at));
            while (sealed.hasRemaining() && file.read(sealed, at + sealed.position()) >= 0) {
                continue;
            }
            byte[] clear = sealer.open(FieldKind.FILE_FRAME, sealed.array(), context(id, number, number == lastFrame));
            inHand.put(number, clear);
            return clear;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (!isOpen()) {
                throw new ClosedChannelException();
            }
            if (position >= size) {
                return -1;
            }
            int read = 0;
            while (target.hasRemaining() && position < size) {
                byte[] frame = frame(position / FRAME);
                int from = (int) (position % FRAME);
                int part = Math.min(target.remaining(), frame.length - from);
                target.put(frame, from, part);
                position += part;
                read += part;
            }
            return read;
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public SeekableByteChannel position(long wanted) {
            position = wanted;
            return this;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public SeekableByteChannel truncate(long wanted) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            inHand.values().forEach(frame -> Arrays.fill(frame, (byte) 0));
            inHand.clear();
            file.close();
        }
    }
}
