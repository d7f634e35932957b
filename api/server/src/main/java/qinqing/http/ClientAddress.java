package qinqing.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from: the address of the connection, or what a trusted proxy says of the one before it. Each proxy adds
 * on the right whom it heard; so it is read from the right up to the first that is no proxy of ours, and what a client wrote on the
 * left counts for nothing. Otherwise all citizens would be one caller, or one of them as many as they like.
 */
@Singleton
public class ClientAddress {
    private static final Pattern FOR = Pattern.compile("(?i)(?:^|;)\\s*for=\"?([^;\"]+)\"?");
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^]]+)](?::\\d+)?|([0-9.]+)(?::\\d+)?");

    /** The headers a proxy may be told to write. */
    enum Header {
        X_FORWARDED_FOR("X-Forwarded-For") {
            @Override
            String addressIn(String element) {
                return element;
            }
        },
        FORWARDED("Forwarded") {
            @Override
            String addressIn(String element) {
                var found = FOR.matcher(element);
                return found.find() ? found.group(1) : "";
            }
        };

        private final String headerName;

        Header(String headerName) {
            this.headerName = headerName;
        }

        abstract String addressIn(String element);

        /** What the proxies said, the nearest last. */
        List<String> read(List<String> values) {
            return values.stream()
                    .flatMap(value -> Arrays.stream(value.split(",")))
                    .map(element -> withoutPort(addressIn(element.strip()).strip()))
                    .toList();
        }

        static Header of(String name) {
            return Stream.of(values())
                    .filter(header -> header.headerName.equalsIgnoreCase(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            "qinqing.proxy.header is X-Forwarded-For or Forwarded, not " + name));
        }
    }

    private final List<Network> proxies;
    private final Header header;

    ClientAddress(
            @ConfigProperty(name = "qinqing.proxy.trusted") Optional<List<String>> proxies,
            @ConfigProperty(name = "qinqing.proxy.header") String header) {
        this.proxies = proxies.orElse(List.of()).stream()
                .map(cidr -> Network.parse(cidr.strip())
                        .orElseThrow(
                                () -> new IllegalStateException("qinqing.proxy.trusted has no network in " + cidr)))
                .toList();
        this.header = Header.of(header);
    }

    public String of(HttpServerRequest request) {
        return behind(request.remoteAddress().hostAddress(), request.headers().getAll(header.headerName));
    }

    String behind(String connection, List<String> forwarded) {
        var said = new ArrayList<>(header.read(forwarded));
        var nearest = connection;
        while (!said.isEmpty() && isProxy(nearest)) {
            var before = said.removeLast();
            if (!isAddress(before)) {
                break;
            }
            nearest = before;
        }
        return nearest;
    }

    private boolean isProxy(String address) {
        return proxies.stream().anyMatch(network -> network.contains(address));
    }

    private static boolean isAddress(String address) {
        return Network.parse(address).isPresent();
    }

    private static String withoutPort(String node) {
        var parts = WITH_PORT.matcher(node);
        @Nullable String bracketed = parts.matches() ? parts.group(1) : node;
        return bracketed == null ? parts.group(2) : bracketed;
    }
}
