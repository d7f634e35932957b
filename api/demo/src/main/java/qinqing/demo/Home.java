package qinqing.demo;

/** A household: a real village, an invented group and house number. */
record Home(Gazetteer.Village village, int group, int house) {

    /** As the household register prints it. */
    String full() {
        return Gazetteer.COUNTY_NAME + village.township() + village.name() + group + "组" + house + "号";
    }
}
