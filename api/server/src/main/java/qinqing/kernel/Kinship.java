package qinqing.kernel;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * 亲属关系: the closed list of 16 codes in annex 2 note 4 (涪陵委办发〔2018〕14号; A2.2). The relative is seen from the
 * declarant: {@link #CHILD} reads "the relative is a child of the declarant".
 */
public enum Kinship {
    SPOUSE("配偶", Side.COUPLE, 0, 1),
    CHILD("子女", Side.COUPLE, 1),
    CHILD_SPOUSE("子女的配偶", Side.COUPLE, 1),
    GRANDCHILD_BY_SON("孙子女", Side.COUPLE, 2),
    GRANDCHILD_BY_DAUGHTER("外孙子女", Side.COUPLE, 2),
    OWN_PARENT("本人的父母", Side.OWN, -1, 2),
    OWN_SIBLING("本人的兄弟姐妹", Side.OWN, 0),
    OWN_SIBLING_SPOUSE("本人兄弟姐妹的配偶", Side.OWN, 0),
    OWN_PATERNAL_GRANDPARENT("本人的祖父母", Side.OWN, -2, 2),
    OWN_MATERNAL_GRANDPARENT("本人的外祖父母", Side.OWN, -2, 2),
    SPOUSE_PARENT("配偶的父母", Side.SPOUSE, -1, 2),
    SPOUSE_SIBLING("配偶的兄弟姐妹", Side.SPOUSE, 0),
    SPOUSE_SIBLING_SPOUSE("配偶兄弟姐妹的配偶", Side.SPOUSE, 0),
    SPOUSE_PATERNAL_GRANDPARENT("配偶的祖父母", Side.SPOUSE, -2, 2),
    SPOUSE_MATERNAL_GRANDPARENT("配偶的外祖父母", Side.SPOUSE, -2, 2),
    /** 其他具有法定扶养、赡养关系的亲属: generation and side are not told by the code. */
    OTHER_SUPPORT_TIE("其他法定扶养赡养关系亲属");

    /** Whose blood the tie runs through. */
    public enum Side {
        /** The couple itself and its descendants. */
        COUPLE,
        /** The declarant's own family. */
        OWN,
        /** The spouse's family. */
        SPOUSE
    }

    private final String title;
    private final Optional<Side> side;
    private final OptionalInt generation;
    private final OptionalInt atMost;

    Kinship(String title, Side side, int generation, int atMost) {
        this(title, Optional.of(side), OptionalInt.of(generation), OptionalInt.of(atMost));
    }

    Kinship(String title, Side side, int generation) {
        this(title, Optional.of(side), OptionalInt.of(generation), OptionalInt.empty());
    }

    Kinship(String title) {
        this(title, Optional.empty(), OptionalInt.empty(), OptionalInt.empty());
    }

    Kinship(String title, Optional<Side> side, OptionalInt generation, OptionalInt atMost) {
        this.title = title;
        this.side = side;
        this.generation = generation;
        this.atMost = atMost;
    }

    /** The words of the form. */
    public String title() {
        return title;
    }

    /** Empty for {@link #OTHER_SUPPORT_TIE}. */
    public Optional<Side> side() {
        return side;
    }

    /** Generations below the declarant: grandparents −2, siblings 0, grandchildren 2; empty when the code does not tell. */
    public OptionalInt generation() {
        return generation;
    }

    /** How many such relatives one declaration can name; empty when there is no limit. Step-parents are {@link #OTHER_SUPPORT_TIE}. */
    public OptionalInt atMost() {
        return atMost;
    }

    /** The codes that occur more often in one declaration than a family allows (two spouses, three parents). */
    public static Set<Kinship> tooMany(Collection<Kinship> declared) {
        Set<Kinship> tooMany = EnumSet.noneOf(Kinship.class);
        for (Kinship code : values()) {
            long count = declared.stream().filter(code::equals).count();
            if (code.atMost.isPresent() && count > code.atMost.getAsInt()) {
                tooMany.add(code);
            }
        }
        return tooMany;
    }

    /** Reads the words of the form, with or without 的 and 具有, in any width; empty when they are none of the 16. */
    public static Optional<Kinship> titled(String printed) {
        String text = bare(printed);
        return Arrays.stream(values()).filter(k -> bare(k.title).equals(text)).findFirst();
    }

    private static String bare(String title) {
        return Characters.withoutBlanks(Characters.flat(title)).replaceAll("的|具有|、|和", "");
    }
}
