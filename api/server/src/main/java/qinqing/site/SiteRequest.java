package qinqing.site;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.http.Input;
import qinqing.unit.UnitStatus;

record SiteRequest(
        @Nullable String unitId,
        @Nullable String name,
        @Nullable String kind,
        @Nullable String place,
        @Nullable String url,
        @Nullable String state) {

    record Wanted(
            UUID unitId,
            String name,
            Site.Kind kind,
            @Nullable String place,
            @Nullable String url,
            boolean closed) {}

    Wanted checked() {
        var input = new Input();
        var unit = input.id("/unitId", unitId);
        if (unitId == null) {
            input.malformed("/unitId", "必填", "required");
        }
        var wantedName = input.text("/name", name, 100);
        var wantedKind = input.choice("/kind", Site.Kind.class, kind);
        if (kind == null) {
            input.malformed("/kind", "必填", "required");
        }
        var where = input.optionalText("/place", place, 200);
        var address = input.optionalText("/url", url, 500);
        if (address.isPresent() && !isWebAddress(address.get())) {
            input.malformed("/url", "须为 http 或 https 网址", "must be an http or https address");
        }
        var closed = input.choice("/state", UnitStatus.class, state).equals(Optional.of(UnitStatus.CLOSED));
        input.done();
        return new Wanted(
                unit.orElseThrow(),
                wantedName,
                wantedKind.orElseThrow(),
                where.orElse(null),
                address.orElse(null),
                closed);
    }

    /** Readers follow the link, so it must not be a script. */
    private static boolean isWebAddress(String address) {
        try {
            var uri = new URI(address);
            return uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
