package qinqing.annex2;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between a version of a declaration and the one it amends (A3.5), personal values covered on both sides. */
public record Differences(List<Field> declarant, List<RelativeChange> relatives, List<MatterChange> interestMatters) {

    enum ChangeType {
        ADDED,
        REMOVED,
        CHANGED
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Field(
            String field, @Nullable String before, @Nullable String after) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RelativeChange(
            UUID relativeId, String name, @Nullable String kinship, ChangeType type, List<Field> fields) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MatterChange(UUID matterId, String title, ChangeType type, List<Field> fields) {}

    public static final Differences NONE = new Differences(List.of(), List.of(), List.of());

    /** One column of the form: how it is compared and how it is shown. */
    private record Column<T>(
            String name, Function<T, @Nullable Object> value, Function<String, @Nullable String> shown) {
        static <T> Column<T> plain(String name, Function<T, @Nullable Object> value) {
            return new Column<>(name, value, text -> text);
        }
    }

    private static final List<Column<Annex2.Declarant>> DECLARANT = List.of(
            Column.plain("sex", Annex2.Declarant::sex),
            Column.plain("politicalStatus", Annex2.Declarant::politicalStatus),
            Column.plain("postTitle", Annex2.Declarant::postTitle),
            Column.plain("jobGrade", Annex2.Declarant::jobGrade),
            Column.plain("duties", Annex2.Declarant::duties),
            Column.plain("inspectionStaff", Annex2.Declarant::inspectionStaff),
            new Column<>("idNumber", Annex2.Declarant::idNumber, Covered::id),
            new Column<>("householdAddress", Annex2.Declarant::householdAddress, Covered::address),
            new Column<>("phone", Annex2.Declarant::phone, Covered::phone));

    private static final List<Column<Annex2.Relative>> RELATIVE = List.of(
            Column.plain("name", Annex2.Relative::name),
            Column.plain("sex", Annex2.Relative::sex),
            Column.plain("kinship", Annex2.Relative::kinship),
            Column.plain("tie", Annex2.Relative::tie),
            Column.plain("politicalStatus", Annex2.Relative::politicalStatus),
            Column.plain("employer", Annex2.Relative::employer),
            Column.plain("postTitle", Annex2.Relative::postTitle),
            new Column<>("idNumber", Annex2.Relative::idNumber, Covered::id),
            Column.plain("idAbsence", Annex2.Relative::idAbsence),
            new Column<>("phone", Annex2.Relative::phone, Covered::phone),
            new Column<>("householdAddress", Annex2.Relative::householdAddress, Covered::address),
            Column.plain("residenceDivision", Annex2.Relative::residenceDivision),
            Column.plain("note", Annex2.Relative::note));

    private static final List<Column<Annex2.Matter>> MATTER = List.of(
            Column.plain("kind", Annex2.Matter::kind),
            Column.plain("title", Annex2.Matter::title),
            Column.plain("authority", Annex2.Matter::authority),
            Column.plain("amount", Annex2.Matter::amount),
            Column.plain("from", Annex2.Matter::from),
            Column.plain("to", Annex2.Matter::to),
            Column.plain("connection", Annex2.Matter::connection));

    /**
     * @param previous ids of relatives and matters in {@code after} to what they were in {@code before}
     */
    public static Differences between(Annex2 before, Annex2 after, Map<UUID, UUID> previous) {
        return new Differences(
                fields(DECLARANT, before.declarant(), after.declarant()),
                relatives(before, after, previous),
                matters(before, after, previous));
    }

    private static List<RelativeChange> relatives(Annex2 before, Annex2 after, Map<UUID, UUID> previous) {
        var gone = byId(before.relatives(), Annex2.Relative::relativeId);
        var changes = new ArrayList<RelativeChange>();
        for (var now : after.relatives()) {
            var earlier = previous.get(now.relativeId());
            var then = earlier == null ? null : gone.remove(earlier);
            var fields = fields(RELATIVE, then, now);
            if (then == null) {
                changes.add(change(now, ChangeType.ADDED, fields));
            } else if (!fields.isEmpty()) {
                changes.add(change(now, ChangeType.CHANGED, fields));
            }
        }
        before.relatives().stream()
                .filter(then -> gone.containsKey(then.relativeId()))
                .forEach(then -> changes.add(change(then, ChangeType.REMOVED, fields(RELATIVE, then, null))));
        return changes;
    }

    private static RelativeChange change(Annex2.Relative relative, ChangeType type, List<Field> fields) {
        var kinship = relative.kinship() == null ? null : relative.kinship().name();
        return new RelativeChange(relative.relativeId(), relative.name(), kinship, type, fields);
    }

    private static List<MatterChange> matters(Annex2 before, Annex2 after, Map<UUID, UUID> previous) {
        var gone = byId(before.matters(), Annex2.Matter::matterId);
        var changes = new ArrayList<MatterChange>();
        for (var now : after.matters()) {
            var earlier = previous.get(now.matterId());
            var then = earlier == null ? null : gone.remove(earlier);
            var fields = fields(MATTER, then, now);
            if (then == null) {
                changes.add(change(now, ChangeType.ADDED, fields));
            } else if (!fields.isEmpty()) {
                changes.add(change(now, ChangeType.CHANGED, fields));
            }
        }
        before.matters().stream()
                .filter(then -> gone.containsKey(then.matterId()))
                .forEach(then -> changes.add(change(then, ChangeType.REMOVED, fields(MATTER, then, null))));
        return changes;
    }

    private static MatterChange change(Annex2.Matter matter, ChangeType type, List<Field> fields) {
        return new MatterChange(matter.matterId(), Objects.requireNonNullElse(matter.title(), ""), type, fields);
    }

    private static <T> Map<UUID, T> byId(List<T> rows, Function<T, UUID> id) {
        return new HashMap<>(rows.stream().collect(Collectors.toMap(id, Function.identity(), (one, same) -> one)));
    }

    private static <T> List<Field> fields(List<Column<T>> columns, @Nullable T before, @Nullable T after) {
        var changed = new ArrayList<Field>();
        for (var column : columns) {
            var then = before == null ? null : column.value().apply(before);
            var now = after == null ? null : column.value().apply(after);
            if (!Objects.equals(then, now)) {
                changed.add(new Field(column.name(), show(column, then), show(column, now)));
            }
        }
        return changed;
    }

    private static @Nullable String show(Column<?> column, @Nullable Object value) {
        return value == null ? null : column.shown().apply(value.toString());
    }
}
