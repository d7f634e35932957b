package qinqing.setting;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.http.Bodies;
import qinqing.http.Input;
import qinqing.http.Versions;
import qinqing.token.CurrentActor;

@Path("/api/v1/county-settings")
class SettingsResource {
    private final Settings settings;
    private final CurrentActor actor;

    SettingsResource(Settings settings, CurrentActor actor) {
        this.settings = settings;
        this.actor = actor;
    }

    /** One setting; only key and value are taken from a client, the rest may be sent back as it was read. */
    record Item(
            @Nullable String key,
            @Nullable String value,
            @Nullable String defaultValue,
            @Nullable String meaning,
            @Nullable String requirement) {}

    record Items(@Nullable List<@Nullable Item> items) {
        Map<String, String> checked() {
            var input = new Input();
            var values = new HashMap<String, String>();
            if (items == null) {
                input.malformed("/items", "必填", "required");
            } else {
                for (int i = 0; i < items.size(); i++) {
                    check(input, "/items/" + i, items.get(i), values);
                }
            }
            input.done();
            return values;
        }

        private static void check(Input input, String pointer, @Nullable Item item, Map<String, String> values) {
            var key = input.text(pointer + "/key", item == null ? null : item.key(), 100);
            var value = input.text(pointer + "/value", item == null ? null : item.value(), 200);
            if (key.isEmpty() || value.isEmpty()) {
                return;
            }
            var setting = Setting.find(key);
            if (setting.isEmpty()) {
                input.refused(pointer + "/key", "没有这个参数", "There is no such setting");
                return;
            }
            setting.get().against(value).ifPresent(text -> input.refused(pointer + "/value", text.zh(), text.en()));
            if (values.put(key, value) != null) {
                input.refused(pointer + "/key", "同一参数只能填一次", "a setting stands here twice");
            }
        }
    }

    @GET
    @RolesAllowed({
        Role.Name.CLERK,
        Role.Name.ENDORSER,
        Role.Name.VERIFIER,
        Role.Name.INSPECTOR,
        Role.Name.COUNTY_INSPECTOR,
        Role.Name.ADMIN
    })
    public Uni<Response> getCountySettings() {
        return settings.stored().map(SettingsResource::answer);
    }

    @PUT
    @RolesAllowed(Role.Name.ADMIN)
    public Uni<Response> putCountySettings(
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, @Nullable Items request) {
        var values = Bodies.required(request).checked();
        return settings.replace(actor.get(), ifMatch, values).map(SettingsResource::answer);
    }

    private static Response answer(CountySettings settings) {
        var items = Setting.ALL.stream()
                .<@Nullable Item>map(setting -> new Item(
                        setting.key(),
                        settings.value(setting.key()),
                        setting.defaultValue(),
                        setting.meaning(),
                        setting.requirement()))
                .toList();
        return Response.ok(new Items(items))
                .tag(Versions.tag(settings.version()))
                .build();
    }
}
