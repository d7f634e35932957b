package qinqing.linkage.engine;

/** An official, all cells as they were written; officials are compared too, since they may be beneficiaries themselves. */
public record Official(
        String officialId,
        String name,
        String gender,
        String idNumber,
        String phone,
        String workUnit,
        String post,
        String nativeAddress,
        String homeAddress) {

    @Override
    public String toString() {
        return "Official[" + officialId + "]";
    }
}
