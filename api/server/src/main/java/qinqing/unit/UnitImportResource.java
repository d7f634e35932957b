package qinqing.unit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Bodies;
import qinqing.http.Idempotency;
import qinqing.http.Input;
import qinqing.token.CurrentActor;

@Path("/api/v1/unit-imports")
class UnitImportResource {
    private final UnitImports imports;
    private final Idempotency idempotency;
    private final CurrentActor actor;
    private final Vertx vertx;

    UnitImportResource(UnitImports imports, Idempotency idempotency, CurrentActor actor, Vertx vertx) {
        this.imports = imports;
        this.idempotency = idempotency;
        this.actor = actor;
        this.vertx = vertx;
    }

    /** Where the list comes from. */
    enum Source {
        FILE,
        /** The bundled 附件1 报告主体单位名单. */
        ANNEX_1,
        /** The bundled townships and villages of this county. */
        DIVISIONS
    }

    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Response> importUnits(
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @RestForm("source") @Nullable String source,
            @RestForm("file") @Nullable FileUpload file) {
        var chosen = Input.query("source", Source.class, source);
        var who = actor.get();
        return vertx.executeBlocking(() -> rows(chosen == null ? Source.FILE : chosen, file))
                .chain(rows -> idempotency.once(who, "importUnits", key, rows, () -> imports.take(who, rows)
                        .map(report -> Response.ok(report).build())));
    }

    private List<ImportedRow> rows(Source source, @Nullable FileUpload file) {
        return switch (source) {
            case ANNEX_1 -> imports.annex1();
            case DIVISIONS -> imports.divisions();
            case FILE -> imports.read(Bodies.required(file).uploadedFile());
        };
    }
}
