package qinqing.staff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

record PostView(
        UUID id,
        UUID unitId,
        String name,
        @Nullable String duties,
        boolean keyPost,
        @Nullable UUID supervisorPostId) {

    static PostView of(Post post) {
        return new PostView(post.id, post.unitId, post.name, post.duties, post.keyPost, post.supervisorPostId);
    }
}
