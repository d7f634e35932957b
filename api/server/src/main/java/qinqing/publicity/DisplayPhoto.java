package qinqing.publicity;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

/** The photo that proves a posting; sealed, since passers-by may be on it. */
@Entity
@Table(name = "display_photo")
class DisplayPhoto {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    String mediaType;
    byte[] contentSealed;

    @SuppressWarnings("NullAway.Init")
    protected DisplayPhoto() {}

    DisplayPhoto(UUID id, NoticeSite site, String mediaType, byte[] contentSealed) {
        this.id = id;
        this.countyCode = site.countyCode;
        this.unitId = site.unitId;
        this.mediaType = mediaType;
        this.contentSealed = contentSealed;
    }
}
