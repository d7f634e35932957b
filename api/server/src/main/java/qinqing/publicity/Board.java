package qinqing.publicity;

import java.util.UUID;

/** A site as publicity needs it: whose it is and whether it reports by itself. */
record Board(UUID siteId, UUID unitId, String name, String unitName, boolean online, boolean active) {}
