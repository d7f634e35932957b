package qinqing.verify.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** One way to spoil a valid request. Most leave everything else as it was, so that the mistake is met deep inside. */
enum Mutator {
    WRONG_TYPE(
            (call, r, _) -> leaf(call, r, value -> true, (leaf, random) -> leaf.put(otherType(leaf.value(), random)))),
    BEYOND_BOUNDS((call, r, _) -> texts(
            call, r, (leaf, random) -> leaf.put("长".repeat(one(List.of(21, 51, 101, 201, 501, 1001, 2001), random))))),
    EMPTY_TEXT((call, r, _) ->
            texts(call, r, (leaf, random) -> leaf.put(one(List.of("", " ", "\u3000\u3000", "\t\n"), random)))),
    HUGE_TEXT((call, r, _) -> texts(call, r, (leaf, random) -> leaf.put("a".repeat(300_000)))),
    NUL((call, r, _) ->
            texts(call, r, (leaf, random) -> leaf.put(within(leaf.value().asText(), "\0", random)))),
    CONTROL((call, r, _) -> texts(
            call,
            r,
            (leaf, random) -> leaf.put(within(
                    leaf.value().asText(),
                    one(List.of("\u0001", "\u001b[31m", "\u007f", "\u0085", "\r\nSet-Cookie: a=b"), random),
                    random)))),
    BIDI((call, r, _) -> texts(
            call,
            r,
            (leaf, random) -> leaf.put(
                    within(leaf.value().asText(), one(List.of("\u202e", "\u2066", "\u200f"), random), random)))),
    ZERO_WIDTH((call, r, _) -> texts(
            call,
            r,
            (leaf, random) -> leaf.put(within(
                    leaf.value().asText(), one(List.of("\u200b", "\ufeff", "\u2060", "\u00ad"), random), random)))),
    BEYOND_THE_PLANE((call, r, _) -> texts(
            call,
            r,
            (leaf, random) -> leaf.put(within(
                    leaf.value().asText(),
                    one(List.of("𠮷", "👨‍👩‍👧", "\uffff", "e\u0301\u0301\u0301\u0301"), random),
                    random)))),
    UNPAIRED_SURROGATE(
            (call, r, _) -> texts(call, r, (leaf, random) -> leaf.put("前" + Marker.SURROGATE)) && Marker.put(call)),
    FULL_WIDTH((call, r, _) -> texts(
            call,
            r,
            (leaf, random) -> leaf.put(leaf.value()
                    .asText()
                    .chars()
                    .mapToObj(c -> String.valueOf((char) (c > ' ' && c < 0x7f ? c + 0xfee0 : c)))
                    .reduce("", String::concat)))),
    HUGE_NUMBER((call, r, _) -> leaf(
                    call,
                    r,
                    value -> value.isNumber() || value.isTextual(),
                    (leaf, random) -> leaf.put(Marker.number(random)))
            && Marker.put(call)),
    NEGATIVE((call, r, _) -> leaf(
            call,
            r,
            JsonNode::isNumber,
            (leaf, random) -> leaf.put(
                    Leaf.JSON.numberNode(one(List.of(-1L, 0L, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 31), random))))),
    ABSURD_MONEY((call, r, _) -> leaf(
            call,
            r,
            value -> value.asText().matches("\\d+(\\.\\d+)?") && value.isTextual(),
            (leaf, random) -> leaf.put(one(
                    List.of(
                            "-1",
                            "1e5",
                            "99999999999999.99",
                            "0.001",
                            "１２",
                            "+5",
                            "1,000",
                            "NaN",
                            "0x10",
                            "1 ",
                            ".5",
                            "00000000000001"),
                    random)))),
    DUPLICATE_KEY((call, r, _) -> text(
                    call,
                    body -> body.startsWith("{\"")
                            ? "{" + body.substring(1, body.indexOf(':')) + ":null," + body.substring(1)
                            : body)
            && refused(call)),
    DEEP_JSON((call, r, _) -> {
        var depth = one(List.of(40, 900, 20_000), r);
        return call.json != null
                && text(
                        call,
                        body -> body.startsWith("{")
                                ? "{\"deep\":" + "[".repeat(depth) + "]".repeat(depth) + (body.length() > 2 ? "," : "")
                                        + body.substring(1)
                                : body)
                && refused(call);
    }),
    WIDE_JSON((call, r, _) -> leaf(call, r, JsonNode::isArray, (leaf, random) -> {
        var wide = leaf.value().deepCopy();
        var item = wide.isEmpty() ? Leaf.JSON.textNode("x") : wide.get(0);
        for (var n = 0; n < 3_000; n++) {
            ((com.fasterxml.jackson.databind.node.ArrayNode) wide).add(item);
        }
        leaf.put(wide);
    })),
    TWICE_THE_SAME((call, r, _) -> leaf(call, r, value -> value.isArray() && !value.isEmpty(), (leaf, random) -> {
        var twice = (com.fasterxml.jackson.databind.node.ArrayNode) leaf.value().deepCopy();
        leaf.put(twice.add(twice.get(0)));
    })),
    NOT_AN_OBJECT((call, r, _) -> text(call, body -> one(List.of("[]", "null", "\"\"", "42", "true", "[{}]"), r))),
    TRAILING((call, r, _) -> text(call, body -> body + one(List.of("{}", "]", " x", "\0", ",{}"), r)) && refused(call)),
    TRUNCATED((call, r, _) ->
            call.hasBody() && raw(call, Arrays.copyOf(call.body(), r.nextInt(Math.max(1, call.body().length))))),
    EMPTY_BODY((call, r, _) -> call.hasBody() && raw(call, new byte[0])),
    UNEXPECTED_BODY((call, r, _) -> !call.hasBody()
            && !call.method.equals("GET")
            && type(call, "application/json")
            && raw(call, bytes("{\"a\":1}"))),
    GARBAGE_BODY((call, r, _) -> {
        var garbage = new byte[1 + r.nextInt(200)];
        r.nextBytes(garbage);
        return call.hasBody() && raw(call, garbage);
    }),
    MISSING_FIELD((call, r, _) -> leaf(call, r, value -> true, (leaf, random) -> leaf.remove())),
    NULL_VALUE((call, r, _) -> leaf(call, r, value -> true, (leaf, random) -> leaf.put(Leaf.JSON.nullNode()))),
    UNKNOWN_FIELD((call, r, _) -> object(call, r, (object, random) -> object.put("noSuchField", "x")) && refused(call)),
    MASS_ASSIGNMENT((call, r, k) -> object(call, r, (object, random) -> {
                for (var field : List.of(
                        "id",
                        "state",
                        "version",
                        "createdAt",
                        "unitName",
                        "signerId",
                        "role",
                        "__proto__",
                        "countyCode",
                        "number",
                        "accountId")) {
                    if (!object.has(field) && random.nextInt(3) == 0) {
                        object.put(field, field.endsWith("d") ? k.id("id", random) : "ADMIN");
                    }
                }
                object.put("passwordHash", "x");
            })
            && refused(call)),
    WRONG_ENUM((call, r, _) -> leaf(
            call,
            r,
            value -> value.asText().matches("[A-Z][A-Z_]+"),
            (leaf, random) -> leaf.put(one(
                    List.of(
                            "NO_SUCH",
                            "ADMIN",
                            leaf.value().asText().toLowerCase(java.util.Locale.ROOT),
                            "0",
                            leaf.value().asText() + " "),
                    random)))),
    MALFORMED_UUID((call, r, _) -> leaf(
            call,
            r,
            value -> value.asText().length() == 36,
            (leaf, random) -> leaf.put(one(
                    List.of(
                            "x",
                            "00000000-0000-0000-0000-00000000000",
                            "{" + leaf.value().asText() + "}",
                            "1-1-1-1-1",
                            leaf.value().asText().toUpperCase(java.util.Locale.ROOT)),
                    random)))),
    OTHER_ID((call, r, k) ->
            leaf(call, r, value -> value.asText().length() == 36, (leaf, random) -> leaf.put(k.id("id", random)))),
    MALFORMED_DATE((call, r, _) -> leaf(
            call,
            r,
            value -> value.asText().matches("\\d{4}-\\d\\d-\\d\\d.*"),
            (leaf, random) -> leaf.put(one(
                    List.of(
                            "2026-02-30",
                            "9999-12-31",
                            "+1000000000-01-01",
                            "-999999999-01-01",
                            "0000-00-00",
                            "2026-3-1",
                            "2026-03-15T25:61:00Z",
                            "0001-01-01",
                            "2026-03-15T09:30:00",
                            "+999999999-12-31T23:59:59Z",
                            "20260315"),
                    random)))),
    SQL((call, r, _) -> texts(
            call,
            r,
            (leaf, random) -> leaf.put(one(
                    List.of(
                            "' or 1=1 --",
                            "'; drop table account; --",
                            "%",
                            "_%\\",
                            "\\",
                            "1) union select null--",
                            "$1",
                            ":name",
                            "?"),
                    random)))),
    MARKUP((call, r, _) -> texts(
            call,
            r,
            (leaf, random) -> leaf.put(one(
                    List.of(
                            "<script>alert(1)</script>",
                            "{{7*7}}",
                            "${jndi:ldap://127.0.0.1/a}",
                            "{inject:config}",
                            "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
                            "=HYPERLINK(\"x\")",
                            "]]>",
                            "%s%n%d"),
                    random)))),
    SECRET_AS_FIELD(
            (call, r, _) -> object(call, r, (object, random) -> object.put(secret(call, random), 1)) && refused(call)),
    SECRET_IN_PATH((call, r, _) -> {
        if (!call.operation.path().contains("{")) {
            return false;
        }
        call.path = call.path.replaceFirst("[^/]+$", secret(call, r));
        return true;
    }),
    SECRET_IN_QUERY((call, r, _) -> {
        call.query(call.query.isEmpty() ? "q" : call.query.getFirst().name(), secret(call, r));
        return true;
    }),
    SECRET_AS_ENUM((call, r, _) ->
            leaf(call, r, value -> value.isValueNode(), (leaf, random) -> leaf.put(secret(call, random)))),
    WRONG_MEDIA_TYPE((call, r, _) -> call.hasBody()
            && type(
                    call,
                    one(
                            List.of(
                                    "text/plain",
                                    "application/xml",
                                    "",
                                    "multipart/form-data",
                                    "garbage",
                                    "application/json/json",
                                    "application/*",
                                    "application/x-www-form-urlencoded",
                                    ";;;",
                                    "application/json; charset=klingon"),
                            r))),
    WRONG_CHARSET((call, r, _) -> {
        if (call.json == null) {
            return false;
        }
        var charset = one(List.of("GB18030", "UTF-16", "ISO-8859-1", "UTF-32"), r);
        type(call, "application/json; charset=" + one(List.of(charset, "UTF-8"), r));
        return raw(call, call.json.toString().getBytes(Charset.forName(charset)));
    }),
    BROKEN_UTF8((call, r, _) -> texts(call, r, (leaf, random) -> leaf.put("前" + Marker.BYTES)) && Marker.put(call)),
    KEY_WITH_OTHER_BODY((call, r, _) -> call.json != null && call.method.equals("POST") && (call.again = true)),
    ODD_KEY((call, r, _) -> call.method.equals("POST")
            && header(
                    call,
                    "Idempotency-Key",
                    one(List.of("", " ", "x".repeat(256), "键键键键键键键键", "a b", "'; --", "x", "0".repeat(100)), r))),
    ODD_VERSION((call, r, _) -> {
        if (call.method.equals("GET") || call.method.equals("POST") && !call.hasHeader("If-Match")) {
            return false;
        }
        return header(
                call,
                "If-Match",
                one(
                        List.of(
                                "\"0\"",
                                "\"999999999999999999999\"",
                                "W/\"1\"",
                                "*",
                                "",
                                "1",
                                "\"",
                                "\"-1\"",
                                "\"1\",\"2\",\"3\",\"4\"",
                                "\"1\" , garbage",
                                "版本",
                                "x".repeat(4000)),
                        r));
    }),
    NO_VERSION((call, r, _) -> call.headers.removeIf(header -> header.name().equals("If-Match"))),
    ODD_CONDITION((call, r, _) -> call.method.equals("GET")
            && header(
                    call,
                    one(List.of("If-None-Match", "If-Modified-Since", "Range", "If-Range", "If-Unmodified-Since"), r),
                    one(
                            List.of(
                                    "*",
                                    "W/\"x\"",
                                    "garbage",
                                    "\"",
                                    "Thu, 99 Foo 9999 99:99:99 GMT",
                                    "bytes=0-0,5-1,-",
                                    "",
                                    "\"a\"".repeat(500)),
                            r))),
    ODD_CURSOR((call, r, k) -> {
        if (!call.method.equals("GET")) {
            return false;
        }
        var real = k.cursor(call.operation.path(), r, false).orElse("QUFBQQ");
        call.query(
                "cursor",
                Call.encoded(one(
                        List.of(
                                "",
                                "garbage",
                                "AAAA",
                                real + "A",
                                real.substring(1),
                                real.toLowerCase(java.util.Locale.ROOT),
                                "x".repeat(1001),
                                "-1",
                                "%00",
                                k.cursor("", r, true).orElse("QQ")),
                        r)));
        return true;
    }),
    ODD_LIMIT((call, r, _) -> {
        call.query(
                "limit",
                one(List.of("0", "-1", "201", "99999999999", "abc", "1e2", "", "1.5", "%20", "2147483648", "١٢"), r));
        return call.method.equals("GET");
    }),
    ODD_QUERY((call, r, _) -> {
        if (call.query.isEmpty()) {
            call.query("q", "a");
        }
        var at = r.nextInt(call.query.size());
        var odd = one(
                List.of(
                        "",
                        "%00",
                        "%ff%fe",
                        "%",
                        "%zz",
                        "a".repeat(5_000),
                        "%E2%80%AE",
                        "2026-02-30",
                        "true,false",
                        "NO_SUCH",
                        "%25",
                        "_",
                        "%5c",
                        "null",
                        "-999999999-01-01",
                        "%F0%A0%AE%B7",
                        "%0d%0aX:%20y",
                        "+",
                        "99999999999999999999"),
                r);
        call.query.set(at, new Call.Field(call.query.get(at).name(), odd));
        return true;
    }),
    REPEATED_QUERY((call, r, _) -> !call.query.isEmpty()
            && call.query.add(new Call.Field(call.query.getFirst().name(), "x"))),
    UNKNOWN_QUERY((call, r, _) ->
            call.query.add(new Call.Field(one(List.of("noSuch", "", "a[b]", "%00", "limit%00"), r), "x"))),
    ODD_PATH((call, r, _) -> {
        var slash = call.path.lastIndexOf('/');
        call.path = one(
                List.of(
                        call.path + "/",
                        call.path + "%00",
                        call.path + "%2e%2e",
                        call.path + "/../me",
                        call.path + ";a=b",
                        call.path.substring(0, slash) + "//" + call.path.substring(slash + 1),
                        call.path.substring(0, slash + 1) + "%",
                        call.path.substring(0, slash + 1) + "x".repeat(3_000),
                        call.path.substring(0, slash + 1) + "%E5%85%AC",
                        call.path + "%2F",
                        call.path.toUpperCase(java.util.Locale.ROOT),
                        call.path.substring(0, slash + 1) + "%c0%ae",
                        call.path + "?",
                        call.path + "#x"),
                r);
        return true;
    }),
    ODD_PARAMETER((call, r, _) -> {
        if (!call.operation.path().contains("{")) {
            return false;
        }
        var parts = call.path.split("/");
        var template = call.operation.path().split("/");
        for (var n = 0; n < Math.min(parts.length, template.length); n++) {
            if (template[n].startsWith("{")) {
                parts[n] = one(
                        List.of(
                                "0",
                                "null",
                                "-1",
                                "00000000-0000-0000-0000-000000000000",
                                "99999999999999999999",
                                "%20",
                                "%27",
                                "a%0ab",
                                "%F0%9F%92%A9",
                                "2026",
                                "500102-2026-9999999",
                                "500102-9999-1",
                                "1-1-1-1-1"),
                        r);
            }
        }
        call.path = String.join("/", parts);
        return true;
    }),
    WRONG_METHOD((call, r, _) -> {
        call.method = one(
                List.of(
                        "PATCH",
                        "TRACE",
                        "DELETE",
                        "PUT",
                        "POST",
                        "GET",
                        "HEAD",
                        "OPTIONS",
                        "FOO",
                        "CONNECT",
                        "PROPFIND"),
                r);
        return true;
    }),
    METHOD_OVERRIDE((call, r, _) -> header(
            call,
            one(
                    List.of(
                            "X-HTTP-Method-Override",
                            "X-Forwarded-For",
                            "X-Original-URL",
                            "Forwarded",
                            "X-Forwarded-Prefix",
                            "Expect"),
                    r),
            one(List.of("DELETE", "/api/v1/accounts", "127.0.0.1", "for=unknown;host=\"", "100-continue"), r))),
    WRONG_TOKEN((call, r, _) -> header(
            call,
            "Authorization",
            one(
                    List.of(
                            "Bearer",
                            "Bearer ",
                            "Bearer x",
                            "Bearer a.b.c",
                            "Basic Og==",
                            "Basic !!!",
                            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
                            "Digest x",
                            "令牌",
                            "Bearer " + "x".repeat(5_000)),
                    r))),
    ODD_ACCEPT((call, r, _) -> header(
            call,
            one(List.of("Accept", "Accept-Language", "Accept-Encoding", "Accept-Charset"), r),
            one(
                    List.of(
                            "application/xml",
                            "garbage",
                            "*/*;q=2",
                            "en;q=abc",
                            ",,,",
                            "text/html",
                            "zh-".repeat(300),
                            "identity;q=0",
                            "application/json;q=0",
                            "*"),
                    r))),
    LARGE_HEADER((call, r, _) ->
            header(call, one(List.of("X-Large", "Cookie", "Authorization", "If-None-Match"), r), "x".repeat(20_000))),
    MANY_HEADERS((call, r, _) -> {
        for (var n = 0; n < 300; n++) {
            call.headers.add(new Call.Field("X-Many-" + n, "x"));
        }
        return true;
    }),
    HEADER_BYTES((call, r, _) -> broken(call)
            && header(
                    call,
                    one(List.of("X-Odd", "Idempotency-Key", "Tracking-Secret", "Totp-Code", "Last-Event-ID"), r),
                    one(List.of("\u0000", "\u0001", "é", "公示", "\u007f", "a\tb"), r))),
    ODD_CHUNKS((call, r, _) -> {
        if (!call.hasBody()) {
            return false;
        }
        var body = new String(call.body(), StandardCharsets.ISO_8859_1);
        var size = Integer.toHexString(body.length());
        call.framed = one(
                        List.of(
                                size + "\r\n" + body + "\r\n0\r\n\r\n",
                                size + ";ext=1\r\n" + body + "\r\n0\r\nX-Trailer: 1\r\n\r\n",
                                "zz\r\n" + body,
                                size + "\r\n" + body,
                                "ffffffffff\r\n" + body + "\r\n0\r\n\r\n",
                                "-1\r\n\r\n0\r\n\r\n",
                                "1\r\n" + body.substring(0, Math.min(1, body.length())) + "\r\n0\r\n\r\n",
                                "0\r\n\r\n"),
                        r)
                .getBytes(StandardCharsets.ISO_8859_1);
        return broken(call) && header(call, "Transfer-Encoding", "chunked");
    }),
    WRONG_LENGTH((call, r, _) -> call.hasBody()
            && broken(call)
            && header(
                    call,
                    "Content-Length",
                    one(
                            List.of(
                                    "0",
                                    "1",
                                    String.valueOf(call.body().length + 10),
                                    "-1",
                                    "99999999999999999999",
                                    "abc",
                                    "268435457"),
                            r))),
    ODD_FILE((call, r, _) -> call.multipart && call.file != null && odd(call, r)),
    NO_FILE((call, r, _) -> {
        var had = call.multipart && call.file != null;
        call.file = null;
        return had;
    }),
    ODD_FILE_NAME((call, r, _) -> {
        call.fileName = one(
                List.of(
                        "../../etc/passwd.csv",
                        "",
                        "名单.exe",
                        "a\0b.csv",
                        "x".repeat(300) + ".csv",
                        "\u202e.xlsx",
                        "名单.xlsx"),
                r);
        return call.multipart;
    }),
    ODD_FORM((call, r, _) -> {
        if (call.form.isEmpty()) {
            return false;
        }
        var name = List.copyOf(call.form.keySet()).get(r.nextInt(call.form.size()));
        call.form.put(
                name,
                one(
                        List.of(
                                "",
                                "\0",
                                "x".repeat(70_000),
                                "NO_SUCH",
                                "2026-02-30",
                                "00000000-0000-0000-0000-000000000000",
                                "公示\u202e",
                                "{\"a\":1}",
                                "-1"),
                        r));
        return true;
    });

    /** Does nothing and says so when the request has not got what it spoils. */
    private interface Change {
        boolean to(Call call, Random random, Knowledge knowledge);
    }

    private final Change change;

    Mutator(Change change) {
        this.change = change;
    }

    boolean spoil(Call call, Random random, Knowledge knowledge) {
        return change.to(call, random, knowledge);
    }

    String title() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What JSON libraries would not write: put in as a text, and replaced in the body's bytes. */
    private static final class Marker {
        static final String SURROGATE = "\ue000";
        static final String BYTES = "\ue001";
        private static final String NUMBER = "\ue002";
        private static final List<String> NUMBERS = List.of(
                "1e999",
                "9".repeat(400),
                "-9223372036854775809",
                "1e-999",
                "NaN",
                "Infinity",
                "0123",
                "1.",
                "1e1000000000",
                "-0");

        static String number(Random random) {
            return NUMBER + one(NUMBERS, random) + NUMBER;
        }

        static boolean put(Call call) {
            var text = Objects.requireNonNull(call.json).toString();
            text = text.replace(SURROGATE, "\\ud800").replace("\"" + NUMBER, "").replace(NUMBER + "\"", "");
            var at = text.indexOf(BYTES);
            if (at < 0) {
                return raw(call, bytes(text));
            }
            var head = bytes(text.substring(0, at));
            var tail = bytes(text.substring(at + 1));
            var all = Arrays.copyOf(head, head.length + 2 + tail.length);
            all[head.length] = (byte) 0xc3;
            all[head.length + 1] = (byte) 0x28;
            System.arraycopy(tail, 0, all, head.length + 2, tail.length);
            return raw(call, all);
        }
    }

    private static boolean leaf(Call call, Random random, Predicate<JsonNode> fits, BiConsumer<Leaf, Random> change) {
        var leaves = call.isJson() ? Leaf.where(call.json, fits) : List.<Leaf>of();
        if (leaves.isEmpty()) {
            return false;
        }
        change.accept(one(leaves, random), random);
        return true;
    }

    private static boolean texts(Call call, Random random, BiConsumer<Leaf, Random> change) {
        return leaf(call, random, JsonNode::isTextual, change);
    }

    private static boolean object(Call call, Random random, BiConsumer<ObjectNode, Random> change) {
        if (!call.isJson() || !(call.json instanceof ObjectNode whole)) {
            return false;
        }
        var inner = Leaf.where(whole, JsonNode::isObject);
        change.accept(
                inner.isEmpty() || random.nextBoolean()
                        ? whole
                        : (ObjectNode) one(inner, random).value(),
                random);
        return true;
    }

    private static boolean text(Call call, java.util.function.UnaryOperator<String> change) {
        return call.isJson()
                && raw(
                        call,
                        bytes(change.apply(Objects.requireNonNull(call.json).toString())));
    }

    private static boolean raw(Call call, byte[] body) {
        call.raw = body;
        return true;
    }

    private static boolean refused(Call call) {
        call.mustBeRefused = true;
        return true;
    }

    private static boolean broken(Call call) {
        call.brokenHttp = true;
        return true;
    }

    private static boolean header(Call call, String name, String value) {
        call.header(name, value);
        return true;
    }

    private static boolean type(Call call, String type) {
        call.contentType = type;
        return true;
    }

    private static boolean odd(Call call, Random random) {
        var file = Objects.requireNonNull(call.file);
        call.file = switch (random.nextInt(8)) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(file, file.length / 2);
            case 2 -> bytes("PK\u0003\u0004garbage");
            case 3 -> bytes("姓名,身份证号\n\0\0,\"unclosed\n");
            case 4 -> "姓名,身份证号,金额\n张三,x,1\n".getBytes(Charset.forName("GB18030"));
            case 5 -> bytes("\"".repeat(50_000));
            case 6 -> bytes(",".repeat(60_000) + "\n");
            default -> flipped(file, random);
        };
        return true;
    }

    private static byte[] flipped(byte[] file, Random random) {
        var copy = file.clone();
        for (var n = 0; n < 1 + copy.length / 500; n++) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt();
        }
        return copy;
    }

    private static String secret(Call call, Random random) {
        var secret = Values.idNumber(random);
        call.secrets.add(secret);
        return secret;
    }

    private static JsonNode otherType(JsonNode value, Random random) {
        var others = List.<JsonNode>of(
                Leaf.JSON.textNode("text"),
                Leaf.JSON.numberNode(7),
                Leaf.JSON.numberNode(1.5),
                Leaf.JSON.booleanNode(true),
                Leaf.JSON.arrayNode().add(1),
                Leaf.JSON.objectNode().put("a", 1),
                Leaf.JSON.arrayNode(),
                Leaf.JSON.objectNode());
        return one(
                others.stream()
                        .filter(other -> other.getNodeType() != value.getNodeType())
                        .toList(),
                random);
    }

    private static String within(String text, String odd, Random random) {
        var at = text.isEmpty()
                ? 0
                : text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length()) + 1));
        return text.substring(0, at) + odd + text.substring(at);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
