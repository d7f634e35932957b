package qinqing.disclosure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.PoliticalStatus;
import qinqing.kernel.Sex;
import qinqing.unit.ReportingLine;
import qinqing.unit.UnitKind;
import qinqing.unit.UnitNode;

/** The whole register in memory while an import of many declarations runs: who files, who signs, who is kin. */
final class RegisterSnapshot {

    /**
     * An official within the units of whoever imports.
     *
     * @param recipients of the declaration (A4)
     * @param lastNumber of the versions so far, 0 without any
     * @param filedBefore an earlier attempt of this import filed it already
     */
    record Entry(
            UUID id,
            String countyCode,
            String name,
            Sex sex,
            PoliticalStatus politicalStatus,
            String post,
            @Nullable String grade,
            String duties,
            boolean inspectionStaff,
            boolean managedAbove,
            byte @Nullable [] phoneSealed,
            byte @Nullable [] addressSealed,
            List<UUID> recipients,
            int lastNumber,
            @Nullable UUID inForce,
            boolean underWay,
            boolean filedBefore) {
        @Override
        public String toString() {
            return "Entry[" + id + "]";
        }
    }

    private record Village(String name, String code) {}

    private final UUID importId;
    private final Map<UUID, Incumbent> incumbents = new HashMap<>();
    private final Map<Token, UUID> officials = new HashMap<>();
    private final Map<Token, Entry> entries = new HashMap<>();
    private final Map<UUID, List<Incumbent>> heads = new HashMap<>();
    private final Map<UUID, Set<UUID>> kin = new HashMap<>();
    private final Map<String, List<Village>> villages = new LinkedHashMap<>();

    private RegisterSnapshot(UUID importId) {
        this.importId = importId;
    }

    UUID importId() {
        return importId;
    }

    /** @param scope unit within which, as recipient or as the official's own, declarations may be filed */
    static RegisterSnapshot read(Connection connection, UUID scope, UUID importId) throws SQLException {
        var snapshot = new RegisterSnapshot(importId);
        var units = units(connection);
        snapshot.readVillages(units);
        snapshot.readOfficials(connection, units, scope);
        snapshot.readKin(connection);
        return snapshot;
    }

    private static Map<UUID, UnitNode> units(Connection connection) throws SQLException {
        var units = new HashMap<UUID, UnitNode>();
        try (var question = connection.prepareStatement("""
                        select id, county_code, parent_id, ancestors, kind, name, division_code, located_in_unit_id, stationed_in_unit_id
                        from unit where status = 'ACTIVE'""");
                var row = question.executeQuery()) {
            while (row.next()) {
                var id = row.getObject(1, UUID.class);
                units.put(
                        id,
                        new UnitNode(
                                id,
                                row.getString(2),
                                row.getObject(3, UUID.class),
                                Arrays.asList((UUID[]) row.getArray(4).getArray()),
                                UnitKind.valueOf(row.getString(5)),
                                row.getString(6),
                                row.getString(7),
                                row.getObject(8, UUID.class),
                                row.getObject(9, UUID.class),
                                null,
                                null,
                                true));
            }
        }
        return units;
    }

    private void readVillages(Map<UUID, UnitNode> units) {
        for (var unit : units.values()) {
            var township = unit.parentId() == null ? null : units.get(unit.parentId());
            if (unit.kind().isVillage() && unit.divisionCode() != null && township != null) {
                villages.computeIfAbsent(township.name(), name -> new ArrayList<>())
                        .add(new Village(unit.name(), unit.divisionCode()));
            }
        }
    }

    private void readOfficials(Connection connection, Map<UUID, UnitNode> units, UUID scope) throws SQLException {
        try (var question = connection.prepareStatement("""
                        select o.id, o.county_code, o.unit_id, o.name, o.sex, o.political_status, o.rank, o.post, o.grade, o.duties,
                               o.inspection_staff, o.managed_above, o.person_token, o.phone_sealed, o.address_sealed, o.leader_id,
                               d.number, d.in_force_id, d.under_way, d.mine
                        from official o
                        left join (select official_id, max(number) as number, (array_agg(id) filter (where in_force))[1] as in_force_id,
                                          bool_or(status in ('SUBMITTED', 'ENDORSED')) as under_way, bool_or(import_id = ?) as mine
                                   from declaration group by official_id) d on d.official_id = o.id
                        where o.status = 'ACTIVE'""")) {
            question.setObject(1, importId);
            try (var row = question.executeQuery()) {
                while (row.next()) {
                    var id = row.getObject(1, UUID.class);
                    var unit = units.get(row.getObject(3, UUID.class));
                    if (unit == null) {
                        continue;
                    }
                    var token = new Token(row.getBytes(13));
                    officials.put(token, id);
                    var incumbent = new Incumbent(
                            id,
                            Rank.valueOf(row.getString(7)),
                            unit.id(),
                            unit.kind(),
                            unit.ancestors(),
                            unit.stationedInUnitId(),
                            row.getObject(16, UUID.class));
                    incumbents.put(id, incumbent);
                    incumbent.heads().forEach(level -> heads.computeIfAbsent(level, key -> new ArrayList<>())
                            .add(incumbent));
                    var recipients = ReportingLine.recipients(unit);
                    if (unit.isWithin(scope)
                            || recipients.stream()
                                    .map(units::get)
                                    .anyMatch(recipient -> recipient != null && recipient.isWithin(scope))) {
                        entries.put(
                                token,
                                new Entry(
                                        id,
                                        row.getString(2),
                                        row.getString(4),
                                        Sex.valueOf(row.getString(5)),
                                        PoliticalStatus.valueOf(row.getString(6)),
                                        row.getString(8),
                                        row.getString(9),
                                        row.getString(10),
                                        row.getBoolean(11),
                                        row.getBoolean(12),
                                        row.getBytes(14),
                                        row.getBytes(15),
                                        recipients,
                                        row.getInt(17),
                                        row.getObject(18, UUID.class),
                                        row.getBoolean(19),
                                        row.getBoolean(20)));
                    }
                }
            }
        }
    }

    private void readKin(Connection connection) throws SQLException {
        try (var question = connection.prepareStatement("""
                        select r.official_id, o.id from relative r join official o on o.person_token = r.person_token
                        where r.in_force and o.id <> r.official_id""");
                var row = question.executeQuery()) {
            while (row.next()) {
                related(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
            }
        }
    }

    private void related(UUID one, UUID other) {
        kin.computeIfAbsent(one, id -> new HashSet<>()).add(other);
        kin.computeIfAbsent(other, id -> new HashSet<>()).add(one);
    }

    Optional<Entry> byToken(Token token) {
        return Optional.ofNullable(entries.get(token));
    }

    /** The signer, given the relatives that are being declared; officials among them are kin from now on. */
    Signatory signatoryOf(Entry official, List<Token> declared) {
        declared.stream()
                .map(officials::get)
                .filter(other -> other != null && !other.equals(official.id()))
                .forEach(other -> related(official.id(), other));
        var me = java.util.Objects.requireNonNull(incumbents.get(official.id()));
        var candidates = new LinkedHashMap<UUID, Incumbent>();
        for (var unit : me.ladder()) {
            heads.getOrDefault(unit, List.of()).forEach(head -> candidates.put(head.officialId(), head));
        }
        for (var at = me; at.leaderId() != null && candidates.size() < 1000; ) {
            var leader = incumbents.get(at.leaderId());
            if (leader == null || candidates.put(leader.officialId(), leader) != null) {
                break;
            }
            at = leader;
        }
        var barred = kin.getOrDefault(official.id(), Set.of());
        return Signatory.of(me, candidates.values(), barred::contains);
    }

    /** Code of the village that an address names together with its township; null when it names none. */
    @Nullable
    String villageIn(String address) {
        for (var township : villages.entrySet()) {
            if (address.contains(township.getKey())) {
                for (var village : township.getValue()) {
                    if (address.contains(village.name())) {
                        return village.code();
                    }
                }
            }
        }
        return null;
    }
}
