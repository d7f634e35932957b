package qinqing.identity;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person who can log in. What they may do comes from their assignments. */
@Entity
@Table(name = "account")
class Account {
    @Id
    UUID id;

    String countyCode;
    String displayName;
    byte[] phoneToken;
    byte[] phoneSealed;

    @Nullable
    String passwordHash;

    boolean mustChangePassword;

    @Nullable
    UUID officialId;

    byte @Nullable [] totpSealed;
    boolean totpConfirmed;
    long totpLastStep = -1;

    @Nullable
    String federatedSubject;

    @Nullable
    UUID lastAssignmentId;

    @Nullable
    Instant lastSignInAt;

    /** Signs in by codes sent to the phone and needs no password. */
    boolean citizen;

    @Enumerated(EnumType.STRING)
    AccountStatus status;

    Instant createdAt;

    @Version
    int version;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    /** A new account, which becomes active with its first password. */
    Account(UUID id, String countyCode, String displayName, byte[] phoneToken, byte[] phoneSealed, Instant now) {
        this.id = id;
        this.countyCode = countyCode;
        this.displayName = displayName;
        this.phoneToken = phoneToken;
        this.phoneSealed = phoneSealed;
        this.status = AccountStatus.INVITED;
        this.createdAt = now;
    }

    /** A password the person chose; it also ends the invitation. */
    void choosePassword(String hash) {
        passwordHash = hash;
        mustChangePassword = false;
        if (status == AccountStatus.INVITED) {
            status = AccountStatus.ACTIVE;
        }
    }

    /** The code that was sent shows whose phone it is, as an invitation would. */
    void cameAsCitizen() {
        if (status == AccountStatus.INVITED) {
            citizen = true;
            status = AccountStatus.ACTIVE;
        }
    }

    void signedIn(UUID assignment, Instant now) {
        lastAssignmentId = assignment;
        lastSignInAt = now;
    }

    /** Enabled again it is where its password left it: active with one, invited without. */
    void becomeDisabled(boolean disabled) {
        if (disabled) {
            status = AccountStatus.DISABLED;
        } else {
            status = passwordHash == null && !citizen ? AccountStatus.INVITED : AccountStatus.ACTIVE;
        }
    }

    boolean isActive() {
        return status == AccountStatus.ACTIVE;
    }

    boolean asksForCode() {
        return totpConfirmed;
    }

    /** A secret that protects nothing until its first code was shown to be right. */
    void enrolTotp(byte[] sealed) {
        totpSealed = sealed;
        totpConfirmed = false;
        totpLastStep = -1;
    }

    void codeUsed(long step) {
        totpConfirmed = true;
        totpLastStep = step;
    }

    void removeTotp() {
        totpSealed = null;
        totpConfirmed = false;
        totpLastStep = -1;
    }
}
