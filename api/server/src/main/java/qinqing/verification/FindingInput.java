package qinqing.verification;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;

/** A finding as the verifier writes it down. */
record FindingInput(
        @NotNull Finding outcome,
        @NotBlank @Size(max = 2000) String reasons,
        @Nullable Measure measure) {

    /** @throws ProblemException 422 unless a measure comes with non-compliance and only with it (A9.3) */
    FindingInput checked() {
        if ((outcome == Finding.NON_COMPLIANT) != (measure != null)) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    new Text("不合规的须注明取消、停发或追回，其他结论不得填写（A9.3）", "Non-compliance needs a measure, and only that (A9.3)"),
                    List.of(new ProblemException.FieldError(
                            "/measure",
                            measure == null
                                    ? new Text("请选择取消、停发或追回", "choose to cancel, stop or recover")
                                    : new Text("此结论没有处置措施", "not with this outcome"))));
        }
        return this;
    }

    /** Holds what a person typed. */
    @Override
    public String toString() {
        return "FindingInput[" + outcome + "]";
    }
}
