package qinqing.site;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.unit.UnitStatus;

/** A board where notices hang (A10.3–A10.6); it stays with its unit. */
@Entity
@Table(name = "site")
class Site {
    enum Kind {
        /** 公开栏. */
        PHYSICAL,
        ONLINE
    }

    @Id
    UUID id;

    String countyCode;
    UUID unitId;

    @Enumerated(EnumType.STRING)
    Kind kind;

    String name;

    @Nullable
    String place;

    @Nullable
    String url;

    @Enumerated(EnumType.STRING)
    UnitStatus status;

    @Version
    int version;

    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Site() {}

    Site(UUID id, String countyCode, SiteRequest.Wanted wanted, Instant createdAt) {
        this.id = id;
        this.countyCode = countyCode;
        this.unitId = wanted.unitId();
        this.kind = wanted.kind();
        this.name = wanted.name();
        this.place = wanted.place();
        this.url = wanted.url();
        this.status = UnitStatus.ACTIVE;
        this.createdAt = createdAt;
    }

    void change(SiteRequest.Wanted wanted) {
        kind = wanted.kind();
        name = wanted.name();
        place = wanted.place();
        url = wanted.url();
        status = wanted.closed() ? UnitStatus.CLOSED : UnitStatus.ACTIVE;
    }

    boolean isActive() {
        return status == UnitStatus.ACTIVE;
    }
}
