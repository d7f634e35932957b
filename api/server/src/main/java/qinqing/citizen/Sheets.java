package qinqing.citizen;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.quarkus.qute.Location;
import io.quarkus.qute.RawString;
import io.quarkus.qute.Template;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.publicity.OnWorker;
import qinqing.publicity.PublicAnswer;
import qinqing.publicity.PublicAnswers;
import qinqing.publicity.PublicFeed;

/** Annex 3 as a sheet of A4 to hang up (A10.7), with a code that leads to the notice itself. */
@ApplicationScoped
class Sheets {
    /** Each PDF takes a core and some ten megabytes for a while; the others wait their turn. */
    private static final Semaphore AT_ONCE = new Semaphore(2);

    private static final int QR_PIXELS = 240;

    enum Format {
        HTML,
        PDF
    }

    private final Template sheet;
    private final PublicFeed feed;
    private final PublicAnswers answers;
    private final OnWorker worker;
    private final String address;

    Sheets(
            @Location("citizen/sheet.html") Template sheet,
            PublicFeed feed,
            PublicAnswers answers,
            OnWorker worker,
            @ConfigProperty(name = "qinqing.public-address") String address) {
        this.sheet = sheet;
        this.feed = feed;
        this.answers = answers;
        this.worker = worker;
        this.address = address.replaceAll("/+$", "");
    }

    /** @throws ProblemException 404 for an unknown number, 409 when there is nothing to hang any more */
    Uni<PublicAnswer> sheet(String number, Format format) {
        return answers.get(
                "sheet " + format + " " + number, () -> feed.one(number).chain(view -> {
                    if (!view.showsContent()) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT, "本公示的内容已不再公开，不能打印", "The notice is not shown any more");
                    }
                    var notice = new NoticeText(view);
                    return format == Format.HTML
                            ? html(notice, null)
                                    .map(html ->
                                            answer(html.getBytes(StandardCharsets.UTF_8), "text/html;charset=UTF-8"))
                            : html(notice, new RawString(resource("/META-INF/resources/assets/sheet.css")))
                                    .chain(html -> worker.run(() -> pdf(html)))
                                    .map(bytes -> answer(bytes, "application/pdf"));
                }));
    }

    private PublicAnswer answer(byte[] body, String mediaType) {
        return new PublicAnswer(body, mediaType, answers.since());
    }

    private Uni<String> html(NoticeText notice, @Nullable RawString style) {
        var link = address + "/notices/" + notice.number();
        return sheet.data("notice", notice)
                .data("style", style)
                .data("address", link)
                .data("qr", qr(link))
                .createUni()
                .map(Sheets::wellFormed);
    }

    /** XML has no place for most control characters, and a PDF none for what no font can draw. */
    private static String wellFormed(String html) {
        return html.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "");
    }

    static byte[] pdf(String html) throws IOException, InterruptedException {
        AT_ONCE.acquire();
        try (var out = new ByteArrayOutputStream()) {
            var builder = new PdfRendererBuilder();
            builder.useFastMode();
            builder.useFont(Sheets::font, "Sheet");
            // The sheet brings everything along; nothing in a name may make the server fetch an address.
            builder.useUriResolver((base, uri) -> uri.startsWith("data:") ? uri : null);
            builder.withHtmlContent(html, null);
            builder.toStream(out);
            builder.run();
            return out.toByteArray();
        } finally {
            AT_ONCE.release();
        }
    }

    static String qr(String link) {
        try {
            var matrix = new QRCodeWriter()
                    .encode(
                            link,
                            BarcodeFormat.QR_CODE,
                            QR_PIXELS,
                            QR_PIXELS,
                            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 2));
            var image = new BufferedImage(matrix.getWidth(), matrix.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
            for (int x = 0; x < matrix.getWidth(); x++) {
                for (int y = 0; y < matrix.getHeight(); y++) {
                    image.setRGB(x, y, matrix.get(x, y) ? 0 : 0xFFFFFF);
                }
            }
            var out = new ByteArrayOutputStream();
            ImageIO.write(image, "png", out);
            return "data:image/png;base64," + Base64.getEncoder().encodeToString(out.toByteArray());
        } catch (WriterException | IOException e) {
            throw new IllegalStateException("an address that is too long for a code", e);
        }
    }

    private static InputStream font() {
        return Objects.requireNonNull(Sheets.class.getResourceAsStream("/fonts/DroidSansFallbackFull.ttf"));
    }

    private static String resource(String name) {
        try (var stream = Objects.requireNonNull(Sheets.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
