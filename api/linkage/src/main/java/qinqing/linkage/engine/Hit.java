package qinqing.linkage.engine;

import qinqing.linkage.Band;

/**
 * A relative found in a row.
 *
 * @param relativeId of the relative; of the official for {@link Role#OFFICIAL_SELF}
 * @param score probability that both are one person, calibrated
 * @param explanation one sentence of Chinese with masked values
 */
public record Hit(String relativeId, String beneficiaryId, Role role, double score, Band band, String explanation) {}
