package qinqing.unit;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import qinqing.http.Input;

/** What a client sends to make or change a unit; texts as they came. */
record UnitRequest(
        @Nullable String name,
        @Nullable String kind,
        @Nullable String parentId,
        @Nullable String locatedInUnitId,
        @Nullable String stationedInUnitId,
        @Nullable String divisionCode,
        @Nullable String declaringScope,
        @Nullable String state) {
    private static final Pattern DIVISION = Pattern.compile("\\d{2}(\\d{2}(\\d{2}(\\d{3}(\\d{3})?)?)?)?");
    private static final int NAME = 100;

    /** The same with its shape checked. */
    record Wanted(
            String name,
            UnitKind kind,
            Optional<UUID> parent,
            Optional<UUID> locatedIn,
            Optional<UUID> stationedIn,
            Optional<String> divisionCode,
            Optional<DeclaringScope> scope,
            boolean closed) {}

    Wanted checked() {
        var input = new Input();
        var wantedName = input.text("/name", name, NAME);
        var wantedKind = input.choice("/kind", UnitKind.class, kind);
        if (kind == null) {
            input.malformed("/kind", "必填", "required");
        }
        var division = input.optionalText("/divisionCode", divisionCode, 12);
        if (division.isPresent() && !DIVISION.matcher(division.get()).matches()) {
            input.malformed("/divisionCode", "须为区划代码", "must be a division code");
        }
        var parent = input.id("/parentId", parentId);
        if (parentId == null && wantedKind.isPresent() && wantedKind.get() != UnitKind.COUNTY) {
            input.malformed("/parentId", "必填", "required");
        }
        var located = input.id("/locatedInUnitId", locatedInUnitId);
        var stationed = input.id("/stationedInUnitId", stationedInUnitId);
        var scope = input.choice("/declaringScope", DeclaringScope.class, declaringScope);
        var closed = input.choice("/state", UnitStatus.class, state).equals(Optional.of(UnitStatus.CLOSED));
        input.done();
        return new Wanted(wantedName, wantedKind.orElseThrow(), parent, located, stationed, division, scope, closed);
    }
}
