package qinqing.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import qinqing.linkage.BeneficiaryRecord.IdState;
import qinqing.linkage.BeneficiaryRecord.Role;

/** Few values for each field, so that every agreement and contradiction occurs in each small village. */
class LinkPropertyTest {

    private static final String[] NAMES = {"王秀英", "王秀瑛", "陈建国", "李勇", "李勇军"};

    private final Linker linker = new ExactLinker();

    @Property(tries = 300)
    void a_pass_finds_what_comparing_every_pair_finds_in_any_order(
            @ForAll long seed,
            @ForAll @IntRange(max = 60) int relativeCount,
            @ForAll @IntRange(max = 90) int rowCount) {
        Random random = new Random(seed);
        List<RelativeRecord> relatives = new ArrayList<>();
        for (int i = 0; i < relativeCount; i++) {
            relatives.add(relative(i, random));
        }
        List<BeneficiaryRecord> rows = new ArrayList<>();
        for (int i = 0; i < rowCount; i++) {
            rows.add(row(i, random));
        }
        List<Link> everyPair = new ArrayList<>();
        for (RelativeRecord relative : relatives) {
            for (BeneficiaryRecord row : rows) {
                linker.compare(relative, row).ifPresent(everyPair::add);
            }
        }
        everyPair.sort(Link.ORDER);

        List<Link> links = pass(relatives, rows);
        assertThat(links).isEqualTo(everyPair);

        Collections.shuffle(relatives, random);
        Collections.shuffle(rows, random);
        assertThat(pass(relatives, rows)).isEqualTo(everyPair);
    }

    @Property(tries = 300)
    void every_link_explains_itself(@ForAll long seed) {
        Random random = new Random(seed);
        linker.compare(relative(0, random), row(0, random)).ifPresent(link -> {
            assertThat(link.sentence()).endsWith("。").contains("一致");
            assertThat(link.englishSentence()).endsWith(".");
            assertThat(link.probability()).isBetween(0.0, 1.0);
            assertThat(link.evidence()).extracting(Evidence::field).isSorted().doesNotHaveDuplicates();
        });
    }

    private List<Link> pass(List<RelativeRecord> relatives, List<BeneficiaryRecord> rows) {
        List<Link> links = new ArrayList<>();
        LinkResult result = linker.link(relatives, rows, links::add, () -> false, done -> {});
        assertThat(result).isInstanceOfSatisfying(LinkResult.Completed.class, completed -> {
            assertThat(completed.rows()).isEqualTo(rows.size());
            assertThat(completed.pairs()).isGreaterThanOrEqualTo(links.size());
            assertThat(completed.links().values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(links.size());
        });
        return links;
    }

    private static RelativeRecord relative(int number, Random random) {
        return new RelativeRecord(
                People.uuid(number),
                NAMES[random.nextInt(NAMES.length)],
                token(random, 20),
                token(random, 5),
                token(random, 5),
                text(random, 4),
                token(random, 4),
                sex(random),
                "SIBLING",
                text(random, 4),
                null);
    }

    private static BeneficiaryRecord row(int number, Random random) {
        IdState state = IdState.values()[random.nextInt(4)];
        return new BeneficiaryRecord(
                People.uuid(number / 2),
                number % 2 == 0 ? Role.LEGAL_REPRESENTATIVE : Role.AGENT,
                random.nextInt(8) == 0 ? null : NAMES[random.nextInt(NAMES.length)],
                state,
                state == IdState.VALID ? People.token(random.nextInt(20)) : null,
                token(random, 5),
                token(random, 5),
                text(random, 4),
                token(random, 4),
                sex(random),
                text(random, 4));
    }

    private static @Nullable Token token(Random random, int values) {
        return random.nextInt(3) == 0 ? null : People.token(random.nextInt(values));
    }

    private static @Nullable String text(Random random, int values) {
        return random.nextBoolean() ? null : "50010210020" + random.nextInt(values);
    }

    private static @Nullable Sex sex(Random random) {
        return random.nextBoolean() ? null : Sex.values()[random.nextInt(2)];
    }
}
