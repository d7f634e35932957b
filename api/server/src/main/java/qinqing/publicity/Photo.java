package qinqing.publicity;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/**
 * A photo of a board, drawn anew: place, time and device that a phone writes into its files are gone, and whatever else was
 * hidden in them.
 *
 * @param mediaType {@code image/jpeg} or {@code image/png}
 */
record Photo(String mediaType, byte[] content) {
    static final long LARGEST = 5L << 20;
    /** A few kilobytes can claim to be a picture of gigabytes. */
    private static final long PIXELS = 50_000_000;
    /** Enough to read a sheet. */
    private static final int LONGEST_SIDE = 2560;

    /**
     * Slow; not for the event loop.
     *
     * @throws ProblemException 413 above {@link #LARGEST}, 415 for anything but JPEG and PNG
     */
    static Photo read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new ProblemException(ProblemType.TOO_LARGE, "照片不能超过 5 MB", "A photo may have 5 MB at most");
            }
            try (var input = ImageIO.createImageInputStream(file.toFile())) {
                return read(input);
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof ProblemException problem) {
                throw problem;
            }
            throw unreadable();
        }
    }

    private static Photo read(ImageInputStream input) throws IOException {
        var readers = ImageIO.getImageReaders(input);
        if (!readers.hasNext()) {
            throw unreadable();
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(input, true, true);
            var format = reader.getFormatName().equalsIgnoreCase("png")
                    ? "png"
                    : reader.getFormatName().equalsIgnoreCase("jpeg") ? "jpeg" : "";
            if (format.isEmpty() || (long) reader.getWidth(0) * reader.getHeight(0) > PIXELS) {
                throw unreadable();
            }
            var out = new ByteArrayOutputStream();
            if (!ImageIO.write(drawn(reader.read(0)), format, out)) {
                throw unreadable();
            }
            return new Photo("image/" + format, out.toByteArray());
        } finally {
            reader.dispose();
        }
    }

    private static BufferedImage drawn(BufferedImage taken) {
        double scale = Math.min(1.0, (double) LONGEST_SIDE / Math.max(taken.getWidth(), taken.getHeight()));
        int width = Math.max(1, (int) (taken.getWidth() * scale));
        int height = Math.max(1, (int) (taken.getHeight() * scale));
        var drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var pen = drawn.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(taken, 0, 0, width, height, Color.WHITE, null);
        pen.dispose();
        return drawn;
    }

    private static ProblemException unreadable() {
        return new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE, "照片须为 JPEG 或 PNG 格式", "A photo has to be JPEG or PNG");
    }
}
