package qinqing.verify.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A place in a JSON body where something else can be put. */
record Leaf(JsonNode parent, String field, int position) {

    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static List<Leaf> all(@Nullable JsonNode body) {
        var leaves = new ArrayList<Leaf>();
        if (body != null) {
            collect(body, leaves);
        }
        return leaves;
    }

    private static void collect(JsonNode node, List<Leaf> leaves) {
        node.properties().forEach(field -> {
            leaves.add(new Leaf(node, field.getKey(), -1));
            collect(field.getValue(), leaves);
        });
        for (var n = 0; node.isArray() && n < node.size(); n++) {
            leaves.add(new Leaf(node, "", n));
            collect(node.get(n), leaves);
        }
    }

    static List<Leaf> where(@Nullable JsonNode body, Predicate<JsonNode> value) {
        return all(body).stream().filter(leaf -> value.test(leaf.value())).toList();
    }

    JsonNode value() {
        return position < 0 ? parent.get(field) : parent.get(position);
    }

    void put(JsonNode value) {
        if (parent instanceof ObjectNode object) {
            object.set(field, value);
        } else if (parent instanceof ArrayNode array) {
            array.set(position, value);
        }
    }

    void put(String value) {
        put(JSON.textNode(value));
    }

    void remove() {
        if (parent instanceof ObjectNode object) {
            object.remove(field);
        } else if (parent instanceof ArrayNode array) {
            array.remove(position);
        }
    }
}
