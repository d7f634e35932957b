package qinqing.unit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a unit list would add to the tree: each row wholly or not at all, a parent before its children whatever their order in the
 * list. Pure; whoever runs it holds the tree still meanwhile.
 */
final class ImportPlan {
    private static final Pattern DIVISION = Pattern.compile("\\d{6}(\\d{3}(\\d{3})?)?");
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cntrl}\\u00ad\\u061c\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]");
    private static final Pattern PHONE = Pattern.compile("[0-9][0-9 -]{3,18}[0-9]");
    private static final int NAME = 100;

    /** Why a row was left out. */
    record Fault(long row, ImportColumns.Column column, String code, String reason) {}

    private final Supplier<UUID> ids;
    private final UnitNode county;
    private final Map<UUID, UnitNode> byId = new HashMap<>();
    private final Map<String, List<UnitNode>> byName = new HashMap<>();
    private final Map<String, UnitNode> byDivision = new HashMap<>();
    private final List<UnitNode> additions = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private int duplicates;

    ImportPlan(UnitNode county, Collection<UnitNode> active, Supplier<UUID> ids) {
        this.county = county;
        this.ids = ids;
        active.forEach(this::know);
    }

    List<UnitNode> additions() {
        return additions;
    }

    /** By row. */
    List<Fault> faults() {
        return faults.stream()
                .sorted(java.util.Comparator.comparingLong(Fault::row))
                .toList();
    }

    int duplicates() {
        return duplicates;
    }

    ImportPlan read(List<ImportedRow> rows) {
        var waiting = rows;
        while (!waiting.isEmpty()) {
            var later = new ArrayList<ImportedRow>();
            for (ImportedRow row : waiting) {
                if (isOrphan(row) && mayYetCome(row, waiting)) {
                    later.add(row);
                } else {
                    take(row);
                }
            }
            if (later.size() == waiting.size()) {
                later.forEach(this::take);
                return this;
            }
            waiting = later;
        }
        return this;
    }

    private boolean isOrphan(ImportedRow row) {
        return (!row.parent().isEmpty() && candidates(row.parent()).isEmpty())
                || (!row.locatedIn().isEmpty() && candidates(row.locatedIn()).isEmpty())
                || (!row.stationedIn().isEmpty()
                        && candidates(row.stationedIn()).isEmpty());
    }

    private static boolean mayYetCome(ImportedRow orphan, List<ImportedRow> waiting) {
        return waiting.size() > 1 && waiting.contains(orphan);
    }

    private void take(ImportedRow row) {
        int before = faults.size();
        if (row.defect() != null) {
            fault(row, row.defect().column(), "CELL", row.defect().reason());
            return;
        }
        var kind = row.readKind();
        if (kind.isEmpty() || kind.get() == UnitKind.COUNTY) {
            fault(row, ImportColumns.Column.KIND, "UNIT_KIND", "没有这种单位类别");
        }
        name(row);
        division(row);
        phone(row, ImportColumns.Column.INSPECTION_HOTLINE, row.inspectionHotline());
        phone(row, ImportColumns.Column.UNIT_HOTLINE, row.unitHotline());
        var parent = row.parent().isEmpty() ? Optional.of(county) : one(row, ImportColumns.Column.PARENT, row.parent());
        if (faults.size() > before || kind.isEmpty() || parent.isEmpty()) {
            return;
        }
        if (isThere(row, parent.get())) {
            duplicates++;
            return;
        }
        placed(row, kind.get(), parent.get(), before);
    }

    private void placed(ImportedRow row, UnitKind kind, UnitNode parent, int before) {
        if (!kind.mayStandUnder(parent.kind())) {
            fault(
                    row,
                    ImportColumns.Column.PARENT,
                    "UNIT_PARENT_KIND",
                    "%s不能设在%s之下".formatted(kind.chinese(), parent.kind().chinese()));
        }
        var located = kind == UnitKind.DISPATCHED_BODY
                ? one(row, ImportColumns.Column.LOCATED_IN, row.locatedIn())
                : Optional.<UnitNode>empty();
        if (located.isPresent() && !located.get().kind().isTownship()) {
            fault(row, ImportColumns.Column.LOCATED_IN, "UNIT_LOCATED_IN", "派出机构须填写所在乡镇街道（A4.2）");
        }
        var host = kind == UnitKind.STATIONED_INSPECTION
                ? one(row, ImportColumns.Column.STATIONED_IN, row.stationedIn())
                : Optional.<UnitNode>empty();
        if (host.isPresent() && (host.get().kind().isInspection() || host.get().kind() == UnitKind.COUNTY)) {
            fault(row, ImportColumns.Column.STATIONED_IN, "UNIT_STATIONED_IN", "派驻纪检组须填写驻在单位（A4.3）");
        }
        if (!row.divisionCode().isEmpty() && byDivision.containsKey(row.divisionCode())) {
            fault(row, ImportColumns.Column.DIVISION, "UNIT_DIVISION_TAKEN", "区划代码已属于另一单位");
        }
        if (faults.size() == before) {
            add(row, kind, parent, located, host);
        }
    }

    private void add(
            ImportedRow row, UnitKind kind, UnitNode parent, Optional<UnitNode> located, Optional<UnitNode> host) {
        var id = ids.get();
        var path = new ArrayList<>(parent.ancestors());
        path.add(id);
        var node = new UnitNode(
                id,
                county.countyCode(),
                parent.id(),
                path,
                kind,
                row.name(),
                orNull(row.divisionCode()),
                located.map(UnitNode::id).orElse(null),
                host.map(UnitNode::id).orElse(null),
                orNull(row.inspectionHotline()),
                orNull(row.unitHotline()),
                true);
        additions.add(node);
        know(node);
    }

    /** A list may be imported again and again: what stands there under its name or code already is no fault. */
    private boolean isThere(ImportedRow row, UnitNode parent) {
        var holder = byDivision.get(row.divisionCode());
        return named(row.name()).stream().anyMatch(known -> parent.id().equals(known.parentId()))
                || (holder != null && holder.name().equals(row.name()));
    }

    private void name(ImportedRow row) {
        if (row.name().isEmpty()) {
            fault(row, ImportColumns.Column.NAME, "UNIT_NAME_MISSING", "未填写单位名称");
        } else if (row.name().codePointCount(0, row.name().length()) > NAME) {
            fault(row, ImportColumns.Column.NAME, "UNIT_NAME_LONG", "单位名称不能超过100个字");
        } else if (UNSEEN.matcher(row.name()).find()) {
            fault(row, ImportColumns.Column.NAME, "UNIT_NAME_UNSEEN", "单位名称含有不可见字符");
        }
    }

    private void division(ImportedRow row) {
        if (!row.divisionCode().isEmpty()
                && !DIVISION.matcher(row.divisionCode()).matches()) {
            fault(row, ImportColumns.Column.DIVISION, "UNIT_DIVISION", "区划代码须为6、9或12位数字");
        }
    }

    private void phone(ImportedRow row, ImportColumns.Column column, String printed) {
        if (!printed.isEmpty() && !PHONE.matcher(printed).matches()) {
            fault(row, column, "UNIT_PHONE", "不是有效的电话号码");
        }
    }

    private Optional<UnitNode> one(ImportedRow row, ImportColumns.Column column, String printed) {
        var found = candidates(printed);
        if (found.isEmpty()) {
            fault(row, column, "UNIT_UNKNOWN", "没有这个单位");
        } else if (found.size() > 1) {
            fault(row, column, "UNIT_AMBIGUOUS", "有多个同名单位，请写明上级，例如 新妙镇/两桂村，或者填区划代码");
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private List<UnitNode> candidates(String printed) {
        var holder = byDivision.get(printed);
        if (holder != null) {
            return List.of(holder);
        }
        var steps = printed.split("[/／]");
        var last = steps[steps.length - 1].strip();
        return named(last).stream().filter(node -> fits(node, steps)).toList();
    }

    /** Whether the names above the unit are those of the path, from its end upwards. */
    private boolean fits(UnitNode node, String[] steps) {
        for (int i = 1; i < steps.length; i++) {
            var above = node.up(i).map(byId::get);
            if (above.isEmpty() || !above.get().name().equals(steps[steps.length - 1 - i].strip())) {
                return false;
            }
        }
        return true;
    }

    private List<UnitNode> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    private void know(UnitNode node) {
        byId.put(node.id(), node);
        byName.computeIfAbsent(node.name(), _ -> new ArrayList<>()).add(node);
        if (node.divisionCode() != null) {
            byDivision.put(node.divisionCode(), node);
        }
    }

    private void fault(ImportedRow row, ImportColumns.Column column, String code, String reason) {
        faults.add(new Fault(row.number(), column, code, reason));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
