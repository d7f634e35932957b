package qinqing.disclosure;

import java.util.UUID;

/** Who an official is, in the words of Annex 3 (A10.7): 姓名, 单位, 职务. */
public record OfficialBrief(
        UUID id, String name, UUID unitId, String unitName, String post, Rank rank, OfficialStatus status) {

    /** 单位及职务. */
    public String unitAndPost() {
        return unitName + post;
    }
}
