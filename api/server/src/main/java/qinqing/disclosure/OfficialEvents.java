package qinqing.disclosure;

import java.util.UUID;

/** What later steps hear about officials; each is announced in the transaction that records it. */
public final class OfficialEvents {
    private OfficialEvents() {}

    /** Retired, died or left the county: open tasks about and of the official are closed or go to others. */
    public record OfficialLeft(UUID officialId, UUID unitId, OfficialStatus how) {}

    /** Went to another unit of the county: open tasks follow, or stay with the unit that answers for them. */
    public record OfficialTransferred(UUID officialId, UUID fromUnitId, UUID toUnitId) {}
}
