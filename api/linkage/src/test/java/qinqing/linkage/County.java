package qinqing.linkage;

import java.util.Iterator;
import java.util.stream.LongStream;
import qinqing.linkage.BeneficiaryRecord.IdState;
import qinqing.linkage.BeneficiaryRecord.Role;

/**
 * An invented county of a million people, each computed from a number. Relatives are people 0 to n; row i is person i × 7,
 * so that the number of hits is known, and every fifth row has no usable ID number.
 */
final class County {

    private static final int PEOPLE = 1_000_003;
    private static final String SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文辉玲";

    private County() {}

    static Iterable<RelativeRecord> relatives(int count) {
        return () -> LongStream.range(0, count).mapToObj(County::relative).iterator();
    }

    static Iterable<BeneficiaryRecord> rows(int count) {
        return () -> (Iterator<BeneficiaryRecord>)
                LongStream.range(0, count).mapToObj(County::row).iterator();
    }

    /** Rows whose person is one of the first {@code relatives}. */
    static long rowsOfRelatives(int rows, int relatives) {
        return LongStream.range(0, rows).filter(row -> person(row) < relatives).count();
    }

    private static long person(long row) {
        return row * 7 % PEOPLE;
    }

    private static RelativeRecord relative(long person) {
        return new RelativeRecord(
                People.uuid(person),
                name(person),
                People.token(person),
                People.token(person / 2),
                People.token(person / 4),
                village(person),
                born(person),
                sex(person),
                "SIBLING",
                null,
                null);
    }

    private static BeneficiaryRecord row(long row) {
        long person = person(row);
        IdState state = row % 5 == 0 ? IdState.values()[1 + (int) (row % 3)] : IdState.VALID;
        boolean valid = state == IdState.VALID;
        return new BeneficiaryRecord(
                People.uuid(row),
                Role.NATURAL_PERSON,
                name(person),
                state,
                valid ? People.token(person) : null,
                People.token(person / 2),
                row % 2 == 0 ? People.token(person / 4) : null,
                village(person),
                valid ? born(person) : null,
                valid ? sex(person) : null,
                null);
    }

    private static String name(long person) {
        long mixed = person * 0x9e3779b97f4a7c15L >>> 20;
        return "" + pick(SURNAMES, mixed) + pick(GIVEN, mixed / 20) + pick(GIVEN, mixed / 600);
    }

    private static char pick(String from, long number) {
        return from.charAt((int) (number % from.length()));
    }

    private static String village(long person) {
        return "500102" + (100_000 + person / 2_500);
    }

    private static Token born(long person) {
        return People.token(person * 31 % 25_000);
    }

    private static Sex sex(long person) {
        return person % 2 == 0 ? Sex.FEMALE : Sex.MALE;
    }
}
