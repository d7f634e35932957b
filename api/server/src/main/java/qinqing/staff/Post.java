package qinqing.staff;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A post of a unit with all the work done in it (A3.1), which makes up its holder's own sphere (A3.4). */
@Entity
@Table(name = "post")
class Post {
    @Id
    UUID id;

    String countyCode;
    UUID unitId;
    String name;

    @Nullable
    String duties;

    boolean keyPost;

    @Nullable
    UUID supervisorPostId;

    @Version
    int version;

    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Post() {}

    Post(UUID id, String countyCode, UUID unitId, PostRequest.Wanted wanted, Instant createdAt) {
        this.id = id;
        this.countyCode = countyCode;
        this.unitId = unitId;
        this.name = wanted.name();
        this.duties = wanted.duties();
        this.keyPost = wanted.keyPost();
        this.supervisorPostId = wanted.supervisorPostId();
        this.createdAt = createdAt;
    }

    /** @return whether the duties are others now, so that the holder has to report anew (A3.5) */
    boolean change(PostRequest.Wanted wanted) {
        boolean others = !Objects.equals(duties, wanted.duties());
        name = wanted.name();
        duties = wanted.duties();
        keyPost = wanted.keyPost();
        supervisorPostId = wanted.supervisorPostId();
        return others;
    }
}
