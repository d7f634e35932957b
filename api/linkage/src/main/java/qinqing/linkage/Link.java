package qinqing.linkage;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * A relative found among the beneficiaries.
 *
 * @param probability that both are one person, between 0 and 1
 * @param evidence every compared field, in the order of {@link Evidence.Field}
 * @param model version of the model that scored the pair
 */
public record Link(
        UUID relativeId,
        UUID rowId,
        BeneficiaryRecord.Role role,
        Band band,
        double probability,
        List<Evidence> evidence,
        String model) {

    /** By relative, row and role; ids in PostgreSQL's order (unsigned), which is not {@link UUID#compareTo}'s. */
    static final Comparator<Link> ORDER = Comparator.comparing(Link::relativeId, Link::compareIds)
            .thenComparing(Link::rowId, Link::compareIds)
            .thenComparing(Link::role);

    public Link {
        evidence = List.copyOf(evidence);
    }

    /** Why, in one Chinese sentence for a reader without training. */
    public String sentence() {
        return Sentence.chinese(this);
    }

    /** The same in English. */
    public String englishSentence() {
        return Sentence.english(this);
    }

    static int compareIds(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
