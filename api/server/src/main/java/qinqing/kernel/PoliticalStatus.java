package qinqing.kernel;

import java.util.Arrays;
import java.util.Optional;

/** 政治面貌，附件2 (A3.1, A3.2). */
public enum PoliticalStatus {
    MASSES("群众"),
    PARTY_MEMBER("中共党员"),
    PROBATIONARY_PARTY_MEMBER("中共预备党员"),
    YOUTH_LEAGUE_MEMBER("共青团员"),
    DEMOCRATIC_PARTY_MEMBER("民主党派"),
    NO_PARTY("无党派");

    private final String title;

    PoliticalStatus(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }

    /** Reads the six titles; anything else is empty. */
    public static Optional<PoliticalStatus> titled(String printed) {
        String text = Characters.withoutBlanks(Characters.flat(printed));
        return Arrays.stream(values()).filter(s -> s.title.equals(text)).findFirst();
    }
}
