package qinqing.staff;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.http.Input;

record PostRequest(
        @Nullable String name,
        @Nullable String duties,
        @Nullable Boolean keyPost,
        @Nullable String supervisorPostId) {

    record Wanted(
            String name,
            @Nullable String duties,
            boolean keyPost,
            @Nullable UUID supervisorPostId) {}

    Wanted checked() {
        var input = new Input();
        var wantedName = input.text("/name", name, 100);
        var wantedDuties = input.optionalLines("/duties", duties, 2000);
        var supervisor = input.id("/supervisorPostId", supervisorPostId);
        input.done();
        return new Wanted(wantedName, wantedDuties.orElse(null), Boolean.TRUE.equals(keyPost), supervisor.orElse(null));
    }
}
