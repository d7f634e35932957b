package qinqing.http;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/** The contract as it is written, and, in development and the demo, a page to try it on. */
@Path("/")
class ContractResource {
    private static final String UI_VERSION = "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private static final String PAGE = """
            <!doctype html>
            <html lang="zh-CN">
            <head><meta charset="utf-8"><title>亲清 API</title><link rel="stylesheet" href="{ui}swagger-ui.css"></head>
            <body>
            <div id="swagger-ui"></div>
            <script src="{ui}swagger-ui-bundle.js"></script>
            <script src="/api-docs/start.js"></script>
            </body>
            </html>
            """;

    private final String contract;
    private final boolean wanted;
    private final String page;

    ContractResource(@ConfigProperty(name = "qinqing.api-docs") boolean wanted) {
        this.contract = read();
        this.wanted = wanted;
        this.page = PAGE.replace("{ui}", "/webjars/swagger-ui/" + version() + "/");
    }

    @GET
    @Path("openapi")
    @Produces("application/yaml;charset=UTF-8")
    @PermitAll
    public String contract() {
        return contract;
    }

    @GET
    @Path("api-docs")
    @Produces("text/html;charset=UTF-8")
    @PermitAll
    public String page() {
        return ifWanted(page);
    }

    @GET
    @Path("api-docs/start.js")
    @Produces("text/javascript;charset=UTF-8")
    @PermitAll
    public String start() {
        return ifWanted("SwaggerUIBundle({url: '/openapi', dom_id: '#swagger-ui', deepLinking: true});\n");
    }

    private String ifWanted(String content) {
        if (!wanted) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        return content;
    }

    private static String read() {
        return new String(resource("META-INF/openapi.yaml"), StandardCharsets.UTF_8);
    }

    private static String version() {
        var properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(resource(UI_VERSION)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    private static byte[] resource(String name) {
        try (var file = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is not in the application");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
