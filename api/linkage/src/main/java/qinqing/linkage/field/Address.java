package qinqing.linkage.field;

/**
 * A mainland address by its parts, each as a key of its core ("红星村", "红星社区" and "红星" are one); 0 where the text does
 * not tell. Administrative words and renamed levels (镇, 街道) are not part of a core.
 *
 * @param county key of the county's core
 * @param town key of the town's core
 * @param village key of the village's core
 * @param group number of the villagers' group, 0 for none
 * @param house key of what is finer: house number, building, flat
 * @param whole key of the cleaned text
 */
public record Address(long county, long town, long village, int group, long house, long whole) {

    public static final Address MISSING = new Address(0, 0, 0, 0, 0, 0);

    public boolean isMissing() {
        return whole == 0;
    }

    public enum Likeness {
        /** The same door. */
        HOUSE,
        /** The same group of the same village. */
        GROUP,
        VILLAGE,
        /** The same village, but another group of it. */
        OTHER_GROUP,
        /** A village of that name, in a town of another name: renamed, or another village. */
        VILLAGE_NAME,
        /** The same town; one of them says no more. */
        TOWN,
        OTHER_VILLAGE,
        OTHER_TOWN,
        /** Nothing in common that could be compared. */
        UNCLEAR,
        MISSING;

        public boolean sameVillage() {
            return this == HOUSE || this == GROUP || this == VILLAGE || this == OTHER_GROUP;
        }
    }

    public static Likeness compare(Address a, Address b) {
        if (a.whole == 0 || b.whole == 0) {
            return Likeness.MISSING;
        }
        if (a.county != 0 && b.county != 0 && a.county != b.county && (a.village != b.village || a.village == 0)) {
            return Likeness.OTHER_TOWN;
        }
        boolean towns = a.town != 0 && b.town != 0;
        if (a.village != 0 && b.village != 0) {
            if (a.village == b.village) {
                return towns && a.town != b.town ? Likeness.VILLAGE_NAME : a.within(b);
            }
            return towns && a.town == b.town
                    ? Likeness.OTHER_VILLAGE
                    : towns ? Likeness.OTHER_TOWN : Likeness.OTHER_VILLAGE;
        }
        if (a.whole == b.whole && a.house != 0) {
            return Likeness.HOUSE;
        }
        if (towns) {
            return a.town == b.town ? Likeness.TOWN : Likeness.OTHER_TOWN;
        }
        return Likeness.UNCLEAR;
    }

    private Likeness within(Address b) {
        if (group != 0 && b.group != 0 && group != b.group) {
            return Likeness.OTHER_GROUP;
        }
        if (house != 0 && b.house != 0) {
            return house == b.house ? Likeness.HOUSE : group == 0 || b.group == 0 ? Likeness.VILLAGE : Likeness.GROUP;
        }
        return group != 0 && group == b.group ? Likeness.GROUP : Likeness.VILLAGE;
    }

    @Override
    public String toString() {
        return "Address[village " + (village != 0) + ", group " + (group != 0) + "]";
    }
}
