package qinqing.linkage;

import static qinqing.linkage.Band.CERTAIN;
import static qinqing.linkage.Band.POSSIBLE;
import static qinqing.linkage.Band.PROBABLE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import qinqing.linkage.Evidence.Field;
import qinqing.linkage.Evidence.Level;

/**
 * The exact stage: equal ID numbers, or equal names and one more agreeing field where an ID number is unusable (A8).
 *
 * <ul>
 *   <li>Two valid ID numbers that differ are two people, whatever else agrees.
 *   <li>Equal ID numbers: CERTAIN with the same name, PROBABLE with a name one character off or none to compare, POSSIBLE
 *       with quite a different one, since numbers are lent, reused and mistyped.
 *   <li>No usable ID number on one side: PROBABLE with the same name and phone, address or birth date; POSSIBLE with the
 *       same name and only the village or employer, or when birth date or sex contradicts.
 * </ul>
 */
public final class ExactLinker implements Linker {

    /** Changes with every change of a rule, a weight or a probability. */
    public static final String MODEL = "exact-1";

    @Override
    public String model() {
        return MODEL;
    }

    /** Probabilities are set by judgement until a trained model replaces them; they order the work, they promise nothing. */
    private enum Rule {
        SAME_ID_SAME_NAME(CERTAIN, 0.9999),
        SAME_ID_NAME_RESEMBLES(PROBABLE, 0.95),
        SAME_ID_WITHOUT_NAME(PROBABLE, 0.95),
        SAME_ID_OTHER_NAME(POSSIBLE, 0.30),
        SAME_NAME_TWO_FIELDS(PROBABLE, 0.98),
        SAME_NAME_PHONE(PROBABLE, 0.95),
        SAME_NAME_ADDRESS(PROBABLE, 0.93),
        SAME_NAME_BIRTH_DATE(PROBABLE, 0.80),
        SAME_NAME_CONTRADICTED(POSSIBLE, 0.20),
        SAME_NAME_VILLAGE_OR_EMPLOYER(POSSIBLE, 0.35);

        private final Band band;
        private final double probability;

        Rule(Band band, double probability) {
            this.band = band;
            this.probability = probability;
        }
    }

    @Override
    public Optional<Link> compare(RelativeRecord relative, BeneficiaryRecord beneficiary) {
        Level id = id(relative, beneficiary);
        Level name = name(relative.nameKey(), beneficiary.nameKey());
        if (id == Level.CONFLICT || (id != Level.EXACT && name != Level.NORMALISED_EXACT)) {
            return Optional.empty();
        }
        Map<Field, Level> levels = new EnumMap<>(Field.class);
        levels.put(Field.ID_NUMBER, id);
        levels.put(Field.NAME, name);
        levels.put(Field.PHONE, token(relative.phoneToken(), beneficiary.phoneToken(), Level.EXACT, Level.DIFFERS));
        levels.put(
                Field.ADDRESS,
                token(relative.addressToken(), beneficiary.addressToken(), Level.NORMALISED_EXACT, Level.DIFFERS));
        if (id != Level.EXACT) { // both stand in the ID number; equal numbers leave nothing to compare
            levels.put(
                    Field.BIRTH_DATE,
                    token(relative.birthToken(), beneficiary.birthToken(), Level.EXACT, Level.CONFLICT));
            levels.put(Field.SEX, value(relative.sex(), beneficiary.sex(), Level.EXACT, Level.CONFLICT));
        }
        levels.put(Field.VILLAGE, value(relative.villageCode(), beneficiary.villageCode(), Level.EXACT, Level.DIFFERS));
        levels.put(
                Field.EMPLOYER,
                value(relative.employer(), beneficiary.employer(), Level.NORMALISED_EXACT, Level.DIFFERS));
        List<Evidence> evidence = levels.entrySet().stream()
                .map(e -> new Evidence(e.getKey(), e.getValue(), weight(e.getKey(), e.getValue())))
                .toList();
        Optional<Rule> rule = id == Level.EXACT ? Optional.of(sameId(name)) : sameName(evidence);
        return rule.map(r -> new Link(
                relative.id(), beneficiary.rowId(), beneficiary.role(), r.band, r.probability, evidence, MODEL));
    }

    private static Rule sameId(Level name) {
        return switch (name) {
            case NORMALISED_EXACT -> Rule.SAME_ID_SAME_NAME;
            case RESEMBLES -> Rule.SAME_ID_NAME_RESEMBLES;
            case MISSING -> Rule.SAME_ID_WITHOUT_NAME;
            case CONFLICT -> Rule.SAME_ID_OTHER_NAME;
            case EXACT, DIFFERS, BROKEN, MASKED, UNDECLARED -> throw new IllegalStateException("no level of a name");
        };
    }

    private static Optional<Rule> sameName(List<Evidence> evidence) {
        boolean contradicted = false;
        boolean weak = false;
        List<Rule> strong = new ArrayList<>(3);
        for (Evidence e : evidence) {
            contradicted |= e.level() == Level.CONFLICT;
            if (e.agrees()) {
                switch (e.field()) {
                    case PHONE -> strong.add(Rule.SAME_NAME_PHONE);
                    case ADDRESS -> strong.add(Rule.SAME_NAME_ADDRESS);
                    case BIRTH_DATE -> strong.add(Rule.SAME_NAME_BIRTH_DATE);
                    case VILLAGE, EMPLOYER -> weak = true;
                    case ID_NUMBER, NAME, SEX -> {}
                }
            }
        }
        if (contradicted) { // a namesake in the same village with another birth date is nobody's hit
            return strong.isEmpty() ? Optional.empty() : Optional.of(Rule.SAME_NAME_CONTRADICTED);
        }
        return switch (strong.size()) {
            case 0 -> weak ? Optional.of(Rule.SAME_NAME_VILLAGE_OR_EMPLOYER) : Optional.empty();
            case 1 -> Optional.of(strong.getFirst());
            default -> Optional.of(Rule.SAME_NAME_TWO_FIELDS);
        };
    }

    private static Level id(RelativeRecord relative, BeneficiaryRecord beneficiary) {
        Token declared = relative.personToken();
        Token printed = beneficiary.personToken();
        if (declared != null && printed != null) {
            return declared.sameValueAs(printed) ? Level.EXACT : Level.CONFLICT;
        }
        return switch (beneficiary.idState()) {
            case VALID -> Level.UNDECLARED;
            case BROKEN -> Level.BROKEN;
            case MASKED -> Level.MASKED;
            case ABSENT -> Level.MISSING;
        };
    }

    private static Level name(String declared, @Nullable String printed) {
        if (printed == null) {
            return Level.MISSING;
        }
        if (declared.equals(printed)) {
            return Level.NORMALISED_EXACT;
        }
        return resembles(declared.codePoints().toArray(), printed.codePoints().toArray())
                ? Level.RESEMBLES
                : Level.CONFLICT;
    }

    /**
     * One character replaced, added or dropped, while the first (the surname) and one more are the same. Of a name of two
     * characters one other is half the name: 张伟 and 张丽 are taken for two people.
     */
    private static boolean resembles(int[] a, int[] b) {
        int shorter = Math.min(a.length, b.length);
        int head = Arrays.mismatch(a, b); // they differ, so it is never -1
        int tail = 0;
        while (tail < shorter - head && a[a.length - 1 - tail] == b[b.length - 1 - tail]) {
            tail++;
        }
        return head >= 1 && head + tail >= 2 && Math.max(a.length, b.length) - head - tail == 1;
    }

    private static Level token(@Nullable Token a, @Nullable Token b, Level same, Level different) {
        if (a == null || b == null) {
            return Level.MISSING;
        }
        return a.sameValueAs(b) ? same : different;
    }

    private static Level value(@Nullable Object a, @Nullable Object b, Level same, Level different) {
        if (a == null || b == null) {
            return Level.MISSING;
        }
        return a.equals(b) ? same : different;
    }

    /** In bits; set by judgement for a county of a million people, replaced by the trained model's. */
    private static double weight(Field field, Level level) {
        return switch (level) {
            case EXACT, NORMALISED_EXACT ->
                switch (field) {
                    case ID_NUMBER -> 20;
                    case NAME -> 11;
                    case PHONE, ADDRESS -> 15;
                    case BIRTH_DATE -> 14;
                    case VILLAGE, EMPLOYER -> 8;
                    case SEX -> 1;
                };
            case RESEMBLES -> 4;
            case DIFFERS -> -1;
            case CONFLICT -> -8;
            case BROKEN, MASKED, UNDECLARED, MISSING -> 0;
        };
    }

    @Override
    public LinkResult link(
            Iterable<RelativeRecord> relatives,
            Iterable<BeneficiaryRecord> beneficiaries,
            Consumer<Link> out,
            Cancellation stop,
            Progress progress) {
        RelativeRecord[] indexed = sorted(relatives);
        Blocks blocks = new Blocks(indexed);
        List<Link> links = new ArrayList<>();
        long rows = 0;
        long pairs = 0;
        for (BeneficiaryRecord beneficiary : beneficiaries) {
            if (rows % ROWS_BETWEEN_LOOKS == 0) {
                if (stop.requested()) {
                    return new LinkResult.Stopped(rows);
                }
                progress.compared(rows);
            }
            int candidates = blocks.find(beneficiary);
            for (int i = 0; i < candidates; i++) {
                compare(indexed[blocks.candidate(i)], beneficiary).ifPresent(links::add);
            }
            pairs += candidates;
            rows++;
        }
        progress.compared(rows);
        links.sort(Link.ORDER);
        Map<Band, Long> byBand = new EnumMap<>(Band.class);
        for (Band band : Band.values()) {
            byBand.put(band, 0L);
        }
        for (Link link : links) {
            byBand.merge(link.band(), 1L, Long::sum);
            out.accept(link);
        }
        return new LinkResult.Completed(indexed.length, rows, pairs, byBand);
    }

    private static RelativeRecord[] sorted(Iterable<RelativeRecord> relatives) {
        RelativeRecord[] sorted = StreamSupport.stream(relatives.spliterator(), false)
                .sorted((a, b) -> Link.compareIds(a.id(), b.id()))
                .toArray(RelativeRecord[]::new);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i].id().equals(sorted[i - 1].id())) {
                throw new IllegalArgumentException("two relatives share the id " + sorted[i].id());
            }
        }
        return sorted;
    }
}
