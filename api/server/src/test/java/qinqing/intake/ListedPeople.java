package qinqing.intake;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import qinqing.kernel.CreditCode;
import qinqing.kernel.IdNumber;

/** Invented people for lists: the same number always makes the same person, all of them well-formed. */
public final class ListedPeople {
    private static final String SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭";
    private static final String GIVEN = "建国志强秀英桂兰明华春梅海燕永福玉珍德才素琴文斌晓红世贵光荣淑芬正平";
    private static final LocalDate FIRST_BIRTH = LocalDate.of(1935, 1, 1);
    private static final int DAYS = 26_000;

    private ListedPeople() {}

    public static String name(int n) {
        char first = SURNAMES.charAt(n % SURNAMES.length());
        int given = n / SURNAMES.length();
        char second = GIVEN.charAt(given % GIVEN.length());
        char third = GIVEN.charAt(given / GIVEN.length() % GIVEN.length());
        return "" + first + second + third;
    }

    public static String id(int n) {
        var birth = FIRST_BIRTH.plusDays(n % DAYS).format(DateTimeFormatter.BASIC_ISO_DATE);
        return IdNumber.complete("500102" + birth + "%03d".formatted(1 + n / DAYS % 999))
                .value();
    }

    /** Valid but for its last character. */
    public static String wrongId(int n) {
        var right = id(n);
        return right.substring(0, 17) + (right.endsWith("1") ? "2" : "1");
    }

    /** From a range that was not given to any operator. */
    public static String phone(int n) {
        return "154%08d".formatted(n);
    }

    public static String creditCode(int n) {
        return CreditCode.complete("91500102MA%07d".formatted(n)).value();
    }
}
