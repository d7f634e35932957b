package qinqing.benefit;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Role;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/** Which value of a row shall be shown in clear, and what for. */
record RevealInput(
        @NotNull Field field,
        @NotNull Purpose purpose,
        @Nullable @Size(max = 1000) String note) {

    enum Field {
        ID_NUMBER,
        PHONE,
        ADDRESS
    }

    enum Purpose {
        OWN_CHECK,
        ENTRY,
        VERIFICATION,
        OBJECTION,
        INSPECTION
    }

    /** @throws ProblemException 422 for a purpose that is none of the role's, or one that has to be explained and is not */
    void check(Role role) {
        if (!purposes(role).contains(purpose)) {
            throw refused("/purpose", new Text("该用途与您的角色不符", "is no purpose of your role"));
        }
        if ((purpose == Purpose.INSPECTION || purpose == Purpose.OBJECTION) && (note == null || note.isBlank())) {
            throw refused("/note", new Text("须说明事由", "say what for"));
        }
    }

    private static Set<Purpose> purposes(Role role) {
        return switch (role) {
            case CLERK -> Set.of(Purpose.ENTRY);
            case VERIFIER -> Set.of(Purpose.VERIFICATION, Purpose.OBJECTION);
            case INSPECTOR, COUNTY_INSPECTOR -> Set.of(Purpose.INSPECTION);
            case ANONYMOUS, CITIZEN, OFFICIAL, ENDORSER, ADMIN, SYSTEM -> Set.of();
        };
    }

    private static ProblemException refused(String pointer, Text why) {
        return new ProblemException(ProblemType.RULE_NOT_MET, why, List.of(new FieldError(pointer, why)));
    }
}
