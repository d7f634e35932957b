package qinqing.staff;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** The photo of Annex 4: read and written again, so that nothing of what a phone hides in its pictures is kept. */
final class StaffPhoto {
    /** 2 MB (contract). */
    static final long LARGEST = 2L << 20;
    /** A picture of a few kilobytes can claim to be gigabytes large. */
    static final int WIDEST = 6000;

    private StaffPhoto() {}

    /**
     * Blocks; call it on a worker thread.
     *
     * @throws ProblemException 413 when it is too large, 415 when it is neither JPEG nor PNG, 422 when it can't be read
     */
    static StaffRegister.Photo read(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new ProblemException(ProblemType.TOO_LARGE, "照片不能超过2兆字节", "A photo has at most 2 megabytes");
            }
            return clean(Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreadable();
        }
    }

    static StaffRegister.Photo clean(byte[] content) throws IOException {
        try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw otherType();
            }
            var reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return again(reader);
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw unreadable();
            } finally {
                reader.dispose();
            }
        }
    }

    private static StaffRegister.Photo again(ImageReader reader) throws IOException {
        var format = reader.getFormatName().toLowerCase(Locale.ROOT);
        if (!format.equals("jpeg") && !format.equals("png")) {
            throw otherType();
        }
        if (reader.getWidth(0) > WIDEST || reader.getHeight(0) > WIDEST) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET, "照片的长宽不能超过6000像素", "A photo is at most 6000 pixels wide and high");
        }
        var picture = reader.read(0);
        var out = new ByteArrayOutputStream();
        if (!ImageIO.write(picture, format, out)) {
            throw unreadable();
        }
        return new StaffRegister.Photo(out.toByteArray(), "image/" + format);
    }

    private static ProblemException otherType() {
        return new ProblemException(
                ProblemType.UNSUPPORTED_MEDIA_TYPE, "照片须为 JPEG 或 PNG", "A photo must be JPEG or PNG");
    }

    private static ProblemException unreadable() {
        return new ProblemException(ProblemType.RULE_NOT_MET, "照片已损坏，无法读取", "The photo is damaged and can't be read");
    }
}
