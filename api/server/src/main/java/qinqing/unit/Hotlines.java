package qinqing.unit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import qinqing.http.Input;

/** 监督举报电话: the two numbers at the foot of each notice (A10.7), of the inspection body and of the unit. */
record Hotlines(
        @Nullable String inspectionName,
        @Nullable String inspectionPhone,
        @Nullable String unitName,
        @Nullable String unitPhone) {
    private static final int NAME = 100;

    /** Not a {@code Phone}: 12388, the hotline of the inspection bodies, is none of those. */
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9 -]{3,18}[0-9]");

    enum Kind {
        INSPECTION_BODY,
        UNIT
    }

    record Line(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String phone) {}

    /** What a client sends, and gets. */
    record Listed(@Nullable List<Line> items) {
        Hotlines checked() {
            var input = new Input();
            var found = new Line[Kind.values().length];
            int i = 0;
            for (Line line : items == null ? List.<Line>of() : items) {
                var pointer = "/items/" + i++;
                var kind = input.choice(pointer + "/kind", Kind.class, line.kind());
                if (line.kind() == null) {
                    input.malformed(pointer + "/kind", "必填", "required");
                }
                var name = input.optionalText(pointer + "/name", line.name(), NAME);
                var phone = input.text(pointer + "/phone", line.phone(), 20);
                if (!phone.isEmpty() && !NUMBER.matcher(phone).matches()) {
                    input.refused(pointer + "/phone", "不是有效的电话号码", "is no telephone number");
                }
                kind.ifPresent(which -> {
                    if (found[which.ordinal()] != null) {
                        input.refused(pointer + "/kind", "同一类电话只能填一个", "one number of each kind");
                    }
                    found[which.ordinal()] = new Line(which.name(), name.orElse(null), phone);
                });
            }
            if (items == null) {
                input.malformed("/items", "必填", "required");
            }
            input.done();
            return of(found[Kind.INSPECTION_BODY.ordinal()], found[Kind.UNIT.ordinal()]);
        }

        private static Hotlines of(@Nullable Line inspection, @Nullable Line unit) {
            return new Hotlines(
                    inspection == null ? null : inspection.name(),
                    inspection == null ? null : inspection.phone(),
                    unit == null ? null : unit.name(),
                    unit == null ? null : unit.phone());
        }
    }

    static Listed of(Unit unit) {
        return new Listed(Stream.of(
                        line(Kind.INSPECTION_BODY, unit.inspectionHotlineName, unit.inspectionHotline),
                        line(Kind.UNIT, unit.unitHotlineName, unit.unitHotline))
                .flatMap(List::stream)
                .toList());
    }

    private static List<Line> line(Kind kind, @Nullable String name, @Nullable String phone) {
        return phone == null ? List.of() : List.of(new Line(kind.name(), name, phone));
    }
}
