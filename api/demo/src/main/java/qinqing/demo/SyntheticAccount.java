package qinqing.demo;

/**
 * A person's role in a unit.
 *
 * @param official position of the person in {@link SyntheticCounty#officials()}
 * @param role OFFICIAL, CLERK, ENDORSER, VERIFIER, INSPECTOR or COUNTY_INSPECTOR
 */
public record SyntheticAccount(int official, String name, String phone, String unitCode, String role) {

    @Override
    public String toString() {
        return "SyntheticAccount " + role + " of official " + official;
    }
}
