package qinqing.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;

/** Receives a file as a feature's resource would. */
@Path("/test/uploads")
@PermitAll
public class UploadTestEndpoint {
    private final Uploads uploads;

    UploadTestEndpoint(Uploads uploads) {
        this.uploads = uploads;
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Uni<Upload> receive(@Context HttpServerRequest request) {
        // as when the token is looked up in the database first
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(Duration.ofMillis(100))
                .chain(() -> uploads.receive(request));
    }
}
