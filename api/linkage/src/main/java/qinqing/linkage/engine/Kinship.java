package qinqing.linkage.engine;

/** How many years after the official a relative may be born; what a name of a kinship allows. */
final class Kinship {

    private static final int[] UNKNOWN = {};
    private static final int[] PARENTS = {-52, -14};
    private static final int[] CHILDREN = {14, 60};
    private static final int[] GRANDPARENTS = {-95, -30};
    private static final int[] GRANDCHILDREN = {30, 95};
    private static final int[] SAME = {-26, 26};

    private Kinship() {}

    static int[] range(String relation) {
        if (relation.contains("祖")
                || relation.contains("爷")
                || relation.contains("奶")
                || relation.contains("外公")
                || relation.contains("外婆")) {
            return GRANDPARENTS;
        }
        if (relation.contains("孙")) {
            return GRANDCHILDREN;
        }
        if (relation.contains("侄")
                || relation.contains("甥")
                || relation.contains("叔")
                || relation.contains("伯")
                || relation.contains("姑")
                || relation.contains("舅")
                || relation.contains("姨")) {
            return UNKNOWN;
        }
        if (relation.contains("父") || relation.contains("母") || relation.contains("岳") || relation.contains("公婆")) {
            return PARENTS;
        }
        if (relation.contains("子女")
                || relation.contains("儿")
                || relation.contains("女婿")
                || relation.contains("媳")
                || relation.equals("子")
                || relation.equals("女")
                || relation.contains("长子")
                || relation.contains("次子")) {
            return CHILDREN;
        }
        if (relation.contains("配偶")
                || relation.contains("妻")
                || relation.contains("丈夫")
                || relation.contains("兄")
                || relation.contains("弟")
                || relation.contains("姐")
                || relation.contains("妹")) {
            return SAME;
        }
        return UNKNOWN;
    }
}
