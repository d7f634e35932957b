package qinqing.matching;

import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import qinqing.linkage.Link;

/** A linked pair, with everything a row of {@code match} has. */
record Hit(Candidate pair, Link link, Optional<Sphere> sphere) {

    /** {@code [{"field": …, "level": …, "weight": …}]}: levels and weights, none of the compared values. */
    String evidenceJson() {
        return link.evidence().stream()
                .map(e ->
                        "{\"field\":\"%s\",\"level\":\"%s\",\"weight\":%s}".formatted(e.field(), e.level(), e.weight()))
                .collect(Collectors.joining(",", "[", "]"));
    }

    MatchSource source() {
        return pair.source();
    }

    @Nullable
    UUID relativeId() {
        return pair.source() == MatchSource.DECLARED ? pair.relative().id() : null;
    }
}
