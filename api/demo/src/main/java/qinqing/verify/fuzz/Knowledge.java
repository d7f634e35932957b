package qinqing.verify.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What the fuzzer has learnt from answers: ids by the name they go by, cursors, and the paths each player has seen. With
 * it a request gets past 404 to where mistakes live.
 */
final class Knowledge {

    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.CASE_INSENSITIVE);
    private static final Pattern LAST_PARAMETER = Pattern.compile("\\{([^}]+)}$");
    private static final int KEPT = 400;

    /** Names for the same kind of thing. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("parentId", "unitId"),
            Map.entry("ancestorId", "unitId"),
            Map.entry("approvingUnitId", "unitId"),
            Map.entry("placeUnitId", "unitId"),
            Map.entry("locatedInUnitId", "unitId"),
            Map.entry("stationedInUnitId", "unitId"),
            Map.entry("toUnitId", "unitId"),
            Map.entry("leaderInChargeId", "officialId"),
            Map.entry("additionalSiteId", "siteId"),
            Map.entry("supervisorPostId", "postId"),
            Map.entry("ownerId", "assignmentId"));

    private final Map<String, List<String>> ids = new TreeMap<>();
    private final Map<String, List<String>> cursors = new TreeMap<>();
    private final Map<String, Map<String, List<String>>> seen = new HashMap<>();
    private final Map<String, List<String>> seenByAny = new LinkedHashMap<>();

    /**
     * Takes in an answer.
     *
     * @param template of the path that was asked, for a list the path of its items is this and a parameter
     */
    void learn(Player player, String template, Optional<String> itemTemplate, String path, JsonNode body) {
        itemTemplate.ifPresent(items -> body.path("items").forEach(item -> {
            var id = item.path("id").asText(item.path("number").asText(""));
            if (!id.isEmpty()) {
                saw(player, items, path + "/" + id);
                parameter(items).ifPresent(name -> keep(ids, name, id));
            }
        }));
        parameter(template).ifPresent(name -> {
            if (UUID.matcher(body.path("id").asText()).matches()) {
                keep(ids, name, body.path("id").asText());
            }
        });
        if (body.has("nextCursor")) {
            keep(cursors, template, body.get("nextCursor").asText());
        }
        walk(body);
    }

    /** A thing that was made lies below the list it was posted to. */
    void learnNew(Player player, String itemTemplate, String path) {
        saw(player, itemTemplate, path);
        parameter(itemTemplate).ifPresent(name -> keep(ids, name, path.substring(path.lastIndexOf('/') + 1)));
    }

    private void saw(Player player, String template, String path) {
        keep(seen.computeIfAbsent(player.name(), _ -> new HashMap<>()), template, path);
        keep(seenByAny, template, path);
    }

    private void walk(JsonNode node) {
        node.properties().forEach(field -> {
            var value = field.getValue();
            if (value.isTextual() && UUID.matcher(value.asText()).matches()) {
                keep(ids, field.getKey().equals("id") ? "id" : canonical(field.getKey()), value.asText());
            } else if (field.getKey().equals("assignments")) {
                value.forEach(assignment ->
                        keep(ids, "assignmentId", assignment.path("id").asText()));
            } else if (field.getKey().equals("relatives")) {
                value.forEach(
                        relative -> keep(ids, "relativeId", relative.path("id").asText()));
            }
            walk(value);
        });
        if (node.isArray()) {
            node.forEach(this::walk);
        }
    }

    private static void keep(Map<String, List<String>> pool, String name, String value) {
        var values = pool.computeIfAbsent(name, _ -> new ArrayList<>());
        if (!value.isEmpty() && values.size() < KEPT && !values.contains(value)) {
            values.add(value);
        }
    }

    /** An id that goes by this name; one of anything when none is known by it. */
    String id(String name, Random random) {
        var known = ids.getOrDefault(canonical(name), ids.getOrDefault("id", List.of()));
        return known.isEmpty()
                ? new java.util.UUID(random.nextLong(), random.nextLong()).toString()
                : known.get(random.nextInt(known.size()));
    }

    /** Some cursor, of that list when one is known. */
    Optional<String> cursor(String template, Random random, boolean ofAnother) {
        var pools = ofAnother ? List.copyOf(cursors.values()) : List.of(cursors.getOrDefault(template, List.of()));
        var all = pools.stream().flatMap(List::stream).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    /** The path of a real thing, of one the player has seen four times out of five. */
    String path(Player player, String template, Random random) {
        for (var end = template.length(); end > 0; end = template.lastIndexOf('/', end - 1)) {
            var head = template.substring(0, end);
            var own = seen.getOrDefault(player.name(), Map.of()).getOrDefault(head, List.of());
            var pool = own.isEmpty() || random.nextInt(5) == 0 ? seenByAny.getOrDefault(head, List.of()) : own;
            if (!pool.isEmpty()) {
                return pool.get(random.nextInt(pool.size())) + filled(template.substring(end), random);
            }
        }
        return filled(template, random);
    }

    /** Up to so many of a template's real paths that the player has seen. */
    List<String> paths(Player player, String template, int most) {
        var own = seen.getOrDefault(player.name(), Map.of()).getOrDefault(template, List.of());
        return own.subList(0, Math.min(most, own.size()));
    }

    private String filled(String template, Random random) {
        return Pattern.compile("\\{([^}]+)}").matcher(template).replaceAll(parameter -> switch (parameter.group(1)) {
            case "year" -> String.valueOf(2024 + random.nextInt(4));
            case "number" -> "500102-2026-" + (1 + random.nextInt(12));
            case "trackingNumber" -> "YY-7K3M-9QRT-2F";
            default -> id(parameter.group(1), random);
        });
    }

    private static Optional<String> parameter(String template) {
        var last = LAST_PARAMETER.matcher(template);
        return last.find() ? Optional.of(last.group(1)) : Optional.empty();
    }

    private static String canonical(String name) {
        var one = name.endsWith("Ids") ? name.substring(0, name.length() - 1) : name;
        return ALIASES.getOrDefault(one, one);
    }
}
