package qinqing.site;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.unit.UnitStatus;

record SiteView(
        UUID id,
        UUID unitId,
        String unitName,
        String name,
        Site.Kind kind,
        @Nullable String place,
        @Nullable String url,
        UnitStatus state) {

    static SiteView of(Site site, String unitName) {
        return new SiteView(site.id, site.unitId, unitName, site.name, site.kind, site.place, site.url, site.status);
    }
}
