package qinqing.actor;

/** What an account may be in a unit (product.md, decisions.md); a token is bound to one of them. */
public enum Role {
    ANONYMOUS,
    CITIZEN,
    OFFICIAL,
    CLERK,
    ENDORSER,
    VERIFIER,
    INSPECTOR,
    COUNTY_INSPECTOR,
    ADMIN,
    SYSTEM;

    /** True for the roles of the whole county: they are held at the county itself. */
    public boolean seesCounty() {
        return this == COUNTY_INSPECTOR || this == ADMIN;
    }

    /** For {@code @RolesAllowed}, which takes constants only. */
    public static final class Name {
        public static final String CITIZEN = "CITIZEN";
        public static final String OFFICIAL = "OFFICIAL";
        public static final String CLERK = "CLERK";
        public static final String ENDORSER = "ENDORSER";
        public static final String VERIFIER = "VERIFIER";
        public static final String INSPECTOR = "INSPECTOR";
        public static final String COUNTY_INSPECTOR = "COUNTY_INSPECTOR";
        public static final String ADMIN = "ADMIN";
        public static final String SYSTEM = "SYSTEM";

        private Name() {}
    }
}
