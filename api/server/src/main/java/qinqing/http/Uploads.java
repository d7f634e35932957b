package qinqing.http;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Ids;
import qinqing.kernel.PrivacyGate;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.vault.SealedFile;
import qinqing.vault.Vault;

/**
 * Takes in the one file of a {@code multipart/form-data} request. It is sealed piece by piece as it arrives: lists hold
 * ID numbers, and neither the disk nor the memory ever has one in clear as a whole (S6).
 */
@Singleton
public class Uploads {
    /** The form's field that holds the file (contract). */
    public static final String FIELD = "file";

    /** How the file of a complete upload is named after its id. */
    public static final String WHOLE = ".sealed";
    /** Also the ending of {@link qinqing.spreadsheet.Scratch}'s files. */
    /** The same while it is being received. */
    public static final String PARTIAL = ".part";

    /** A form that takes longer was left behind by a process that is gone. */
    private static final Duration PARTIAL_FOR = Duration.ofHours(6);

    private static final int LONGEST_NAME = 200;
    /** After the last byte of a request its file has that long to hand out what was held back. */
    private static final int STILL_MS = 500;

    private static final int PIECE = 256 * 1024;

    private final Vertx vertx;
    private final Vault vault;
    private final Ids ids;
    private final Path folder;
    private final long largest;
    private final Duration keptFor;

    Uploads(
            Vertx vertx,
            Vault vault,
            Ids ids,
            @ConfigProperty(name = "qinqing.data-directory") Path data,
            @ConfigProperty(name = "qinqing.uploads.largest-megabytes") int largest,
            @ConfigProperty(name = "qinqing.uploads.kept-for") Duration keptFor)
            throws IOException {
        this.vertx = vertx;
        this.vault = vault;
        this.ids = ids;
        this.folder = Files.createDirectories(data.resolve("uploads"));
        this.largest = (long) largest << 20;
        this.keptFor = keptFor;
    }

    /**
     * Receives the file. The endpoint consumes {@code multipart/form-data}, has no parameter for the body and is not
     * blocking; nobody else may read the request.
     *
     * @throws ProblemException 400 without a file or with more than one, 408 when the client went away, 413 when it is
     *     too large, 415 when the request is no form
     */
    public Uni<Upload> receive(HttpServerRequest request) {
        return Uni.createFrom().emitter(emitter -> begin(request, emitter));
    }

    /** The file of an upload, to be read from any process on the same data directory. */
    public SealedFile file(UUID id) {
        return new SealedFile(folder.resolve(id + WHOLE), id);
    }

    /** A folder for sealed intermediate files; what is left there by a killed process is swept. */
    public Path scratchFolder() {
        return folder;
    }

    /** Deletes an upload that was worked through or given up. Blocks on the disk: call it from a job. */
    public void delete(UUID id) throws IOException {
        file(id).delete();
    }

    /** Deletes what a killed process left half-received, and uploads that nobody worked through. Blocks on the disk. */
    public void sweep(Instant now) throws IOException {
        try (var files = Files.list(folder)) {
            files.forEach(file -> {
                var name = file.getFileName().toString();
                if (name.endsWith(PARTIAL) && isOlder(file, now.minus(PARTIAL_FOR))
                        || name.endsWith(WHOLE) && isOlder(file, now.minus(keptFor))) {
                    discard(file);
                }
            });
        }
    }

    private static boolean isOlder(Path file, Instant than) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(than);
        } catch (IOException gone) {
            return false;
        }
    }

    private static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin(HttpServerRequest request, UniEmitter<? super Upload> emitter) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            emitter.fail(new ProblemException(ProblemType.UNSUPPORTED_MEDIA_TYPE));
            return;
        }
        var arrival = new Arrival(request, vertx.getOrCreateContext(), emitter);
        request.setExpectMultipart(true);
        request.uploadHandler(arrival::take);
        request.exceptionHandler(gone -> arrival.fail(new ProblemException(ProblemType.REQUEST_TIMEOUT)));
        request.endHandler(end -> arrival.end());
        request.resume();
    }

    private ProblemException wrongFile(String zh, String en) {
        return new ProblemException(
                ProblemType.INVALID_INPUT, new Text(zh, en), List.of(new FieldError("/" + FIELD, new Text(zh, en))));
    }

    /** Without folders, tricks of direction, and numbers of people: file names are shown and kept in clear. */
    static String tidied(@Nullable String name) {
        if (name == null) {
            return "";
        }
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        var printable = last.replaceAll("[\\p{Cntrl}\\p{Cf}]", "").strip();
        int end = printable.offsetByCodePoints(
                0, Math.min(LONGEST_NAME, printable.codePointCount(0, printable.length())));
        return withoutNumbers(printable.substring(0, end));
    }

    private static String withoutNumbers(String name) {
        var hidden = new StringBuilder(name);
        PrivacyGate.findIn(name).stream()
                .filter(found -> found.kind() != PrivacyGate.Kind.HOUSE_NUMBER)
                .forEach(found -> hidden.replace(found.start(), found.end(), "*".repeat(found.end() - found.start())));
        return hidden.toString();
    }

    /** One upload on its way; its handlers run on one event loop, its disk work in order on worker threads. */
    private final class Arrival {
        private final HttpServerRequest request;
        private final Context context;
        private final UniEmitter<? super Upload> emitter;
        private final UUID id = ids.timeOrdered();
        private final SealedFile partial = new SealedFile(folder.resolve(id + PARTIAL), id);
        private final MessageDigest digest = sha256();
        private @Nullable String fileName;
        private @Nullable OutputStream out;
        private Buffer piece = Buffer.buffer();
        private long size;
        private boolean failed;
        private boolean fileOpen;
        private boolean requestOpen = true;
        private boolean storing;

        Arrival(HttpServerRequest request, Context context, UniEmitter<? super Upload> emitter) {
            this.request = request;
            this.context = context;
            this.emitter = emitter;
        }

        void take(HttpServerFileUpload upload) {
            if (fileName != null || !FIELD.equals(upload.name())) {
                fail(wrongFile("请只上传一个文件", "Please send one file only"));
            }
            if (failed) {
                upload.handler(rest -> {});
                return;
            }
            fileName = tidied(upload.filename());
            fileOpen = true;
            upload.endHandler(end -> {
                fileOpen = false;
                completeAtEnd();
            });
            upload.exceptionHandler(gone -> fail(new ProblemException(ProblemType.REQUEST_TIMEOUT)));
            upload.handler(bytes -> {
                if (failed) {
                    return;
                }
                size += bytes.length();
                if (size > largest) {
                    fail(new ProblemException(
                            ProblemType.TOO_LARGE,
                            "文件不能超过 " + (largest >> 20) + " MB，请拆分后上传",
                            "The file may have " + (largest >> 20) + " MB at most, please split it"));
                    return;
                }
                piece.appendBuffer(bytes);
                if (piece.length() >= PIECE) {
                    upload.pause();
                    storing = true;
                    store(() -> {
                        storing = false;
                        upload.resume();
                    });
                }
            });
        }

        private void store(Runnable then) {
            var bytes = piece.getBytes();
            piece = Buffer.buffer();
            later(
                    () -> {
                        digest.update(bytes);
                        stream().write(bytes);
                        return bytes.length;
                    },
                    then);
        }

        private OutputStream stream() throws IOException {
            var stream = out;
            if (stream == null) {
                stream = partial.write(vault);
                out = stream;
            }
            return stream;
        }

        void end() {
            requestOpen = false;
            completeAtEnd();
            if (fileOpen && !failed) {
                expectMore(size);
            }
        }

        /** A form without its last line ends, but its file never does: nobody would be answered. */
        private void expectMore(long before) {
            vertx.setTimer(STILL_MS, later -> {
                if (failed || !fileOpen) {
                    return;
                }
                if (storing || size > before) {
                    expectMore(size);
                } else {
                    fail(new ProblemException(
                            ProblemType.MALFORMED_REQUEST,
                            "表单不完整，请重新上传",
                            "The form is cut off, please upload it again"));
                }
            });
        }

        /** The request can end while the file, held back, still has pieces to hand out. */
        private void completeAtEnd() {
            if (failed || requestOpen || fileOpen) {
                return;
            }
            if (fileName == null || size == 0) {
                fail(wrongFile("请选择一个有内容的文件", "Please choose a file with content"));
                return;
            }
            store(() -> later(this::complete, () -> {}));
        }

        private Upload complete() throws IOException {
            stream().close();
            var whole = file(id).path();
            Files.move(partial.path(), whole, StandardCopyOption.ATOMIC_MOVE);
            Map<String, String> fields = new HashMap<>();
            request.formAttributes().forEach(field -> fields.putIfAbsent(field.getKey(), field.getValue()));
            var upload = new Upload(
                    id,
                    Objects.requireNonNull(fileName),
                    size,
                    HexFormat.of().formatHex(digest.digest()),
                    Map.copyOf(fields));
            context.runOnContext(done -> emitter.complete(upload));
            return upload;
        }

        private void later(Callable<?> work, Runnable then) {
            context.executeBlocking(work, true).onComplete(result -> {
                if (result.failed()) {
                    fail(
                            result.cause() instanceof IOException full && !(full instanceof NoSuchFileException)
                                    ? new ProblemException(ProblemType.STORAGE_FULL)
                                    : result.cause());
                } else {
                    then.run();
                }
            });
        }

        /** The rest of the request is read and dropped, since a client hears no answer while it is still sending. */
        void fail(Throwable because) {
            if (failed) {
                return;
            }
            failed = true;
            piece = Buffer.buffer();
            context.executeBlocking(
                            () -> {
                                if (out != null) {
                                    out.close();
                                }
                                partial.delete();
                                return id;
                            },
                            true)
                    .onComplete(cleaned -> emitter.fail(because));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
