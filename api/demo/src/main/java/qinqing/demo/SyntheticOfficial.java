package qinqing.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An official with what Annex 2 asks (A3.1), who signs the declaration (A5.1–A5.4) and the relatives declared. */
public final class SyntheticOfficial {

    private final int number;
    private final Person person;
    private final SyntheticUnit unit;
    private final Rank rank;
    private final String post;
    private final String jobGrade;
    private final String duties;
    private final boolean inspectionStaff;

    private @Nullable SyntheticOfficial signer;
    private List<DeclaredRelative> relatives = List.of();
    private List<DeclaredRelative> concealed = List.of();

    SyntheticOfficial(
            int number,
            Person person,
            SyntheticUnit unit,
            Rank rank,
            String post,
            String jobGrade,
            String duties,
            boolean inspectionStaff) {
        this.number = number;
        this.person = person;
        this.unit = unit;
        this.rank = rank;
        this.post = post;
        this.jobGrade = jobGrade;
        this.duties = duties;
        this.inspectionStaff = inspectionStaff;
    }

    /** Position in {@link SyntheticCounty#officials()}. */
    public int number() {
        return number;
    }

    public Person person() {
        return person;
    }

    /** Where the official works; village cadres and group heads report to the township above it (A4.4). */
    public SyntheticUnit unit() {
        return unit;
    }

    public Rank rank() {
        return rank;
    }

    public String post() {
        return post;
    }

    public String jobGrade() {
        return jobGrade;
    }

    public String duties() {
        return duties;
    }

    /** 是否纪检干部 (A1.7). */
    public boolean isInspectionStaff() {
        return inspectionStaff;
    }

    /** Whose opinion the declaration needs (A5.1–A5.4). */
    public SyntheticOfficial signer() {
        if (signer == null) {
            throw new IllegalStateException("official " + number + " has no signer");
        }
        return signer;
    }

    /** In the order of the form; each person once. */
    public List<DeclaredRelative> relatives() {
        return relatives;
    }

    /** Kin the official should have declared and did not: what the public may report (A2.3). */
    public List<DeclaredRelative> concealed() {
        return concealed;
    }

    void signedBy(SyntheticOfficial other) {
        signer = other;
    }

    void declare(List<DeclaredRelative> told, List<DeclaredRelative> kept) {
        relatives = List.copyOf(told);
        concealed = List.copyOf(kept);
    }

    @Override
    public String toString() {
        return "SyntheticOfficial " + number;
    }
}
