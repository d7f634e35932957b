package qinqing.linkage.engine;

/**
 * A declared relative (A2), all cells as they were written, empty where nothing stands.
 *
 * @param relation to the official, as written (父亲, 配偶, 子女 …)
 * @param status 正常 or 去世
 */
public record Relative(
        String relativeId,
        String officialId,
        String relation,
        String name,
        String gender,
        String idNumber,
        String phone,
        String householdAddress,
        String employer,
        String status,
        String deceasedDate) {

    @Override
    public String toString() {
        return "Relative[" + relativeId + "]";
    }
}
