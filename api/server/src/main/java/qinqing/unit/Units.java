package qinqing.unit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

/**
 * What others may ask about the tree of units. Each question joins the session or transaction it is asked in, and opens a session
 * when there is none; the forms with a {@link Connection} are for jobs. Closed units are answered too, unless it says active.
 */
@ApplicationScoped
public class Units {
    private static final String WITHIN =
            "select exists (select 1 from unit where id = :unit and ancestors @> array[cast(:ancestor as uuid)])";

    private static final String COLUMNS = """
            select id, county_code, parent_id, ancestors, kind, name, division_code, located_in_unit_id,
                   stationed_in_unit_id, inspection_hotline, unit_hotline, status
            from unit
            """;

    /** Whether the unit is the ancestor itself or lies below it; false when either is unknown. */
    public Uni<Boolean> isWithin(UUID unit, UUID ancestor) {
        return ask(session -> session.createNativeQuery(WITHIN, Boolean.class)
                .setParameter("unit", unit)
                .setParameter("ancestor", ancestor)
                .getSingleResult());
    }

    /** Ids from the county down to the unit itself; empty when it is unknown. */
    public Uni<List<UUID>> ancestors(UUID unit) {
        return find(unit).map(found -> found.map(UnitNode::ancestors).orElse(List.of()));
    }

    /** The units above, from the county down, without the unit itself. */
    public Uni<List<UnitNode>> parents(UUID unit) {
        return ancestors(unit).chain(path -> findAll(path).map(nodes -> path.stream()
                .filter(id -> !id.equals(unit))
                .map(nodes::get)
                .toList()));
    }

    public Uni<Optional<UnitNode>> find(UUID unit) {
        return ask(session -> session.find(Unit.class, unit))
                .map(found -> Optional.ofNullable(found).map(Unit::node));
    }

    /** @throws ProblemException 404 when there is no such unit */
    public Uni<UnitNode> get(UUID unit) {
        return find(unit).map(found -> found.orElseThrow(Units::unknown));
    }

    /** @throws ProblemException 404 when there is no such unit, 409 when it is closed */
    public Uni<UnitNode> getActive(UUID unit) {
        return get(unit).invoke(node -> {
            if (!node.active()) {
                throw new ProblemException(ProblemType.STATE_CONFLICT, "单位已撤销", "The unit is closed");
            }
        });
    }

    /** The known ones of these units by id. */
    public Uni<Map<UUID, UnitNode>> findAll(Collection<UUID> units) {
        return ask(session -> session.createSelectionQuery("from Unit where id in (:ids)", Unit.class)
                        .setParameter("ids", units)
                        .getResultList())
                .map(found ->
                        found.stream().map(Unit::node).collect(Collectors.toMap(UnitNode::id, Function.identity())));
    }

    /** The unit's name; empty when it is unknown. */
    public Uni<Optional<String>> name(UUID unit) {
        return find(unit).map(found -> found.map(UnitNode::name));
    }

    /** Names by id, for lists. */
    public Uni<Map<UUID, String>> names(Collection<UUID> units) {
        return findAll(units)
                .map(nodes -> nodes.values().stream().collect(Collectors.toMap(UnitNode::id, UnitNode::name)));
    }

    /** The active unit of a division code, for example the village 500102007003. */
    public Uni<Optional<UnitNode>> byDivision(String divisionCode) {
        return one("from Unit where divisionCode = :code and status = ACTIVE", "code", divisionCode);
    }

    /** The village or community a group belongs to; a village is its own; empty for anything above. */
    public Uni<Optional<UnitNode>> villageOf(UUID unit) {
        return nearest(unit, UnitKind::isVillage);
    }

    /** The township or street a unit lies in by the tree; empty for departments and firms. */
    public Uni<Optional<UnitNode>> townshipOf(UUID unit) {
        return nearest(unit, UnitKind::isTownship);
    }

    /** The active groups of a village, by name. */
    public Uni<List<UnitNode>> groupsOf(UUID village) {
        return ask(session -> session.createSelectionQuery(
                                "from Unit where parentId = :parent and kind = GROUP and status = ACTIVE order by name",
                                Unit.class)
                        .setParameter("parent", village)
                        .getResultList())
                .map(found -> found.stream().map(Unit::node).toList());
    }

    /** The county, which start-up made. */
    public Uni<UnitNode> county() {
        return one("from Unit where kind = :county and status = ACTIVE", "county", UnitKind.COUNTY)
                .map(Optional::orElseThrow);
    }

    /** The county's own inspection body, which start-up made. */
    public Uni<UnitNode> inspectionBody() {
        return one(
                        "from Unit u where u.kind = INSPECTION_BODY and u.status = ACTIVE and u.parentId in"
                                + " (select c.id from Unit c where c.kind = :county) order by u.id limit 1",
                        "county",
                        UnitKind.COUNTY)
                .map(Optional::orElseThrow);
    }

    /** The units that a unit's people report to (A4); see {@link ReportingLine}. */
    public Uni<List<UUID>> recipientsOf(UUID unit) {
        return get(unit).map(ReportingLine::recipients);
    }

    /** For jobs: {@link #isWithin(UUID, UUID)}. */
    public boolean isWithin(Connection connection, UUID unit, UUID ancestor) throws SQLException {
        return find(connection, unit).map(node -> node.isWithin(ancestor)).orElse(false);
    }

    /** For jobs: {@link #find(UUID)}. */
    public Optional<UnitNode> find(Connection connection, UUID unit) throws SQLException {
        try (PreparedStatement question = connection.prepareStatement(COLUMNS + " where id = ?")) {
            question.setObject(1, unit);
            try (ResultSet rows = question.executeQuery()) {
                return rows.next() ? Optional.of(node(rows)) : Optional.empty();
            }
        }
    }

    public static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "没有这个单位", "There is no such unit");
    }

    static UnitNode node(ResultSet row) throws SQLException {
        return new UnitNode(
                row.getObject("id", UUID.class),
                row.getString("county_code"),
                row.getObject("parent_id", UUID.class),
                Arrays.asList((UUID[]) row.getArray("ancestors").getArray()),
                UnitKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("division_code"),
                row.getObject("located_in_unit_id", UUID.class),
                row.getObject("stationed_in_unit_id", UUID.class),
                row.getString("inspection_hotline"),
                row.getString("unit_hotline"),
                row.getString("status").equals(UnitStatus.ACTIVE.name()));
    }

    private Uni<Optional<UnitNode>> nearest(UUID unit, java.util.function.Predicate<UnitKind> wanted) {
        return ancestors(unit).chain(path -> findAll(path).map(nodes -> path.reversed().stream()
                .map(nodes::get)
                .filter(node -> wanted.test(node.kind()))
                .findFirst()));
    }

    private Uni<Optional<UnitNode>> one(String question, String parameter, Object value) {
        return ask(session -> session.createSelectionQuery(question, Unit.class)
                        .setParameter(parameter, value)
                        .getSingleResultOrNull())
                .map(found -> Optional.ofNullable(found).map(Unit::node));
    }

    private static <T extends @Nullable Object> Uni<T> ask(Function<Mutiny.Session, Uni<T>> question) {
        return Panache.withSession(() -> Panache.getSession().chain(question::apply));
    }
}
