package qinqing.linkage.engine;

/** One row of a list of beneficiaries or contracts, all cells as they were written, empty where nothing stands. */
public record BeneficiaryRow(
        String beneficiaryId,
        String listId,
        String program,
        String year,
        String rowType,
        String name,
        String idNumber,
        String phone,
        String address,
        String companyName,
        String uscc,
        String legalRep,
        String legalRepId,
        String agent,
        String agentId,
        String agentPhone,
        String amount,
        String payDate) {

    @Override
    public String toString() {
        return "BeneficiaryRow[" + beneficiaryId + "]";
    }
}
