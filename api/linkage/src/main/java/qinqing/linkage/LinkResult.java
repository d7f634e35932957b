package qinqing.linkage;

import java.util.Map;

/** How a pass ended. */
public sealed interface LinkResult {

    /**
     * All rows were compared and every link was handed out.
     *
     * @param relatives declared relatives in the index
     * @param rows beneficiary records read
     * @param pairs distinct pairs scored
     * @param links handed out, by band (every band is present)
     */
    record Completed(long relatives, long rows, long pairs, Map<Band, Long> links) implements LinkResult {}

    /** The caller asked to stop; no link was handed out. */
    record Stopped(long rows) implements LinkResult {}
}
