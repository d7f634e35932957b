package qinqing.annex2;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Address;
import qinqing.kernel.IdNumber;
import qinqing.kernel.Money;
import qinqing.kernel.PersonName;
import qinqing.kernel.Phone;

/**
 * Reads Annex 2 value by value. What is left out may still come; what is there has to be right: a wrong ID number is refused at once,
 * in a draft too (decisions: a relative's ID must be valid or absent with a reason).
 */
public final class ReadsDraft {
    private static final Pattern DIVISION = Pattern.compile("[0-9]{2}([0-9]{2}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?)?");

    private final Annex2 before;
    private final LocalDate today;
    private final Supplier<UUID> ids;
    private final Findings findings = new Findings();

    /**
     * @param before what values left out are taken from: the draft so far, or the version in force
     * @param ids for relatives and matters that are new
     */
    public ReadsDraft(Annex2 before, LocalDate today, Supplier<UUID> ids) {
        this.before = before;
        this.today = today;
        this.ids = ids;
    }

    /** @throws qinqing.problem.ProblemException 422 with every wrong value */
    public Annex2 read(DraftInput input) {
        var declarant = declarant(input.declarant());
        var relatives = relatives(Objects.requireNonNullElse(input.relatives(), List.of()));
        var matters = matters(Objects.requireNonNullElse(input.interestMatters(), List.of()), relatives);
        findings.throwIfAny("请改正所列各项后重新保存", "Please correct the listed fields and save again");
        return new Annex2(declarant, relatives.stream().filter(Objects::nonNull).toList(), matters);
    }

    private Annex2.Declarant declarant(DraftInput.@Nullable DeclarantInput input) {
        var old = before.declarant();
        if (input == null) {
            return old;
        }
        var id = findings.read("/declarant/idNumber", input.idNumber(), raw -> IdNumber.of(raw, today)
                .value());
        var address = findings.read("/declarant/householdAddress", input.householdAddress(), raw -> Address.of(raw)
                .value());
        var phone = findings.read(
                "/declarant/phone", input.phone(), raw -> Phone.of(raw).value());
        return new Annex2.Declarant(
                input.sex(),
                input.politicalStatus(),
                findings.text("/declarant/postTitle", input.postTitle(), 100),
                findings.text("/declarant/jobGrade", input.jobGrade(), 50),
                findings.text("/declarant/duties", input.duties(), 2000),
                input.inspectionStaff(),
                id == null ? old.idNumber() : id,
                address == null ? old.householdAddress() : address,
                phone == null ? old.phone() : phone);
    }

    /** With a null for each line that could not be read, so that places stay. */
    private List<Annex2.@Nullable Relative> relatives(List<DraftInput.@Nullable RelativeInput> inputs) {
        if (inputs.size() > Annex2.MOST_RELATIVES) {
            findings.add(
                    "/relatives",
                    "亲属不能超过" + Annex2.MOST_RELATIVES + "人",
                    "at most " + Annex2.MOST_RELATIVES + " relatives can be declared");
            return List.of();
        }
        var known = before.relatives().stream()
                .collect(Collectors.toMap(Annex2.Relative::relativeId, Function.identity(), (one, same) -> one));
        var taken = new HashSet<UUID>();
        var read = new ArrayList<Annex2.@Nullable Relative>();
        for (int i = 0; i < inputs.size(); i++) {
            read.add(relative("/relatives/" + i, inputs.get(i), known, taken));
        }
        return read;
    }

    private Annex2.@Nullable Relative relative(
            String at, DraftInput.@Nullable RelativeInput input, Map<UUID, Annex2.Relative> known, Set<UUID> taken) {
        if (input == null) {
            findings.add(at, "不能为空", "must not be null");
            return null;
        }
        var old = input.relativeId() == null ? null : known.get(input.relativeId());
        if (input.relativeId() != null && old == null) {
            findings.add(at + "/relativeId", "不是上一版或草稿中的亲属", "is no relative of this draft or the version before");
        }
        if (old != null && !taken.add(old.relativeId())) {
            findings.add(at + "/relativeId", "同一亲属重复出现", "the same relative is listed twice");
        }
        var name = findings.read(
                at + "/name", input.name(), raw -> PersonName.of(raw).value());
        if (input.name() == null || input.name().isBlank()) {
            findings.add(at + "/name", "未填写姓名", "the name is missing");
        }
        var id = findings.read(at + "/idNumber", input.idNumber(), raw -> IdNumber.of(raw, today)
                .value());
        if (id != null && input.idAbsence() != null) {
            findings.add(at + "/idAbsence", "已填写身份证号码，不能再填未填写的原因", "there is an identity number, so none is absent");
        }
        var division = input.residenceDivision();
        if (division != null
                && !division.isBlank()
                && !DIVISION.matcher(division).matches()) {
            findings.add(at + "/residenceDivision", "不是行政区划代码", "is no division code");
        }
        var phone =
                findings.read(at + "/phone", input.phone(), raw -> Phone.of(raw).value());
        var address = findings.read(at + "/householdAddress", input.householdAddress(), raw -> Address.of(raw)
                .value());
        return new Annex2.Relative(
                old == null ? ids.get() : old.relativeId(),
                name == null ? "" : name,
                input.sex(),
                input.kinship(),
                findings.text(at + "/tie", input.tie(), 100),
                input.politicalStatus(),
                findings.text(at + "/employer", input.employer(), 200),
                findings.text(at + "/postTitle", input.postTitle(), 100),
                id != null || input.idAbsence() != null || old == null ? id : old.idNumber(),
                input.idAbsence(),
                phone == null && old != null ? old.phone() : phone,
                address == null && old != null ? old.householdAddress() : address,
                division == null || division.isBlank() ? null : division,
                findings.text(at + "/note", input.note(), 1000));
    }

    private List<Annex2.Matter> matters(
            List<DraftInput.@Nullable MatterInput> inputs, List<Annex2.@Nullable Relative> relatives) {
        if (inputs.size() > Annex2.MOST_MATTERS) {
            findings.add(
                    "/interestMatters",
                    "涉权事项不能超过" + Annex2.MOST_MATTERS + "项",
                    "at most " + Annex2.MOST_MATTERS + " matters can be declared");
            return List.of();
        }
        var known = before.matters().stream().map(Annex2.Matter::matterId).collect(Collectors.toSet());
        var read = new ArrayList<Annex2.Matter>();
        for (int i = 0; i < inputs.size(); i++) {
            var at = "/interestMatters/" + i;
            var input = inputs.get(i);
            if (input == null) {
                findings.add(at, "不能为空", "must not be null");
            } else {
                read.add(matter(at, input, known, relatives));
            }
        }
        return read;
    }

    private Annex2.Matter matter(
            String at, DraftInput.MatterInput input, Set<UUID> known, List<Annex2.@Nullable Relative> relatives) {
        var id = input.matterId();
        if (id != null && !known.remove(id)) {
            findings.add(at + "/matterId", "不是上一版或草稿中的事项", "is no matter of this draft or the version before");
        }
        UUID relativeId = null;
        if (input.relativeIndex() != null) {
            int index = input.relativeIndex();
            var relative = index >= 0 && index < relatives.size() ? relatives.get(index) : null;
            if (relative == null) {
                findings.add(at + "/relativeIndex", "所指亲属不在报告中", "names no relative of this declaration");
            } else {
                relativeId = relative.relativeId();
            }
        }
        var from = input.from();
        var to = input.to();
        if (from != null && to != null && to.isBefore(from)) {
            findings.add(at + "/to", "结束日期早于开始日期", "ends before it starts");
        }
        if (from != null && from.isAfter(today)) {
            findings.add(at + "/from", "不能是将来的日期", "must not be in the future");
        }
        return new Annex2.Matter(
                id == null ? ids.get() : id,
                relativeId,
                input.kind(),
                findings.text(at + "/title", input.title(), 200),
                findings.text(at + "/authority", input.authority(), 200),
                findings.read(
                        at + "/amount", input.amount(), raw -> Money.of(raw).value()),
                from,
                to,
                findings.text(at + "/connection", input.connection(), 1000));
    }
}
