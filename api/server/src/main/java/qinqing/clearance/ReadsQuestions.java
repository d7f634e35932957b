package qinqing.clearance;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.deadline.Deadline;
import qinqing.kernel.IdNumber;
import qinqing.kernel.InvalidValue;
import qinqing.kernel.PersonName;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemException.FieldError;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.vault.BlindIndex;
import qinqing.vault.IndexPurpose;

/** Makes questions of what was sent. An ID number becomes a token here and goes no further. */
@ApplicationScoped
class ReadsQuestions {

    /** The contract's {@code ClearanceSubject}. */
    record SubjectInput(
            @Nullable UUID batchId,
            @Nullable Integer rowNumber,
            @Nullable String name,
            @Nullable String idNumber) {
        @Override
        public String toString() {
            return "SubjectInput";
        }
    }

    private static final int SHORTEST_ID = 15;
    private static final int LONGEST_ID = 18;
    private static final int LONGEST_NAME = 50;

    private final BlindIndex index;
    private final Clock clock;

    ReadsQuestions(BlindIndex index, Clock clock) {
        this.index = index;
        this.clock = clock;
    }

    /** @throws ProblemException 400 or 422 naming every wrong field, for a question that can't be read */
    Question readOrRefuse(SubjectInput input) {
        return switch (read(input)) {
            case Question.Unreadable(List<FieldError> errors, boolean shape) ->
                throw new ProblemException(
                        shape ? ProblemType.INVALID_INPUT : ProblemType.RULE_NOT_MET,
                        new Text("请改正所列各项后重新提交", "Please correct the listed fields and submit again"),
                        errors);
            case Question question -> question;
        };
    }

    Question read(SubjectInput input) {
        var shape = faultsOfShape(input);
        if (!shape.isEmpty()) {
            return new Question.Unreadable(shape, true);
        }
        if (input.batchId() != null && input.rowNumber() != null) {
            return new Question.OfRow(input.batchId(), input.rowNumber());
        }
        var errors = new ArrayList<FieldError>();
        var name = nameKey(input.name(), errors);
        var tokens = tokens(input.idNumber(), errors);
        return errors.isEmpty() ? new Question.OfPerson(name, tokens) : new Question.Unreadable(errors, false);
    }

    private static List<FieldError> faultsOfShape(SubjectInput input) {
        var errors = new ArrayList<FieldError>();
        boolean row = input.batchId() != null || input.rowNumber() != null;
        boolean person = input.name() != null || input.idNumber() != null;
        if (row == person) {
            errors.add(error("/subject", "须指明名单中的一行，或者一个人，二者择一", "name a row of a list or a person, one of the two"));
        }
        if (row && input.batchId() == null) {
            errors.add(error("/subject/batchId", "须与行号一并填写", "is needed with a row number"));
        }
        if (row && (input.rowNumber() == null || input.rowNumber() < 1)) {
            errors.add(error("/subject/rowNumber", "须为不小于 1 的行号", "must be a row number from 1"));
        }
        if (input.name() != null && (input.name().isEmpty() || length(input.name()) > LONGEST_NAME)) {
            errors.add(error("/subject/name", "须为 1 至 50 个字", "must have 1 to 50 characters"));
        }
        if (input.idNumber() != null
                && (input.idNumber().length() < SHORTEST_ID || input.idNumber().length() > LONGEST_ID)) {
            errors.add(error("/subject/idNumber", "须为 15 或 18 位", "must have 15 or 18 places"));
        }
        return errors;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static @Nullable String nameKey(@Nullable String name, List<FieldError> errors) {
        if (name == null) {
            return null;
        }
        try {
            return PersonName.of(name).key();
        } catch (InvalidValue fault) {
            errors.add(error(
                    "/subject/name", fault.reason().chinese(), fault.reason().english()));
            return null;
        }
    }

    private List<byte[]> tokens(@Nullable String idNumber, List<FieldError> errors) {
        if (idNumber == null) {
            return List.of();
        }
        try {
            var valid = IdNumber.of(idNumber, LocalDate.now(clock.withZone(Deadline.ZONE)));
            return index.tokens(IndexPurpose.PERSON, valid.value());
        } catch (InvalidValue fault) {
            errors.add(error(
                    "/subject/idNumber",
                    fault.reason().chinese(),
                    fault.reason().english()));
            return List.of();
        }
    }

    private static FieldError error(String pointer, String zh, String en) {
        return new FieldError(pointer, new Text(zh, en));
    }
}
