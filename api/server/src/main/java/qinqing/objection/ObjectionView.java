package qinqing.objection;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Phone;
import qinqing.publicity.NoticeView;

/** An objection as those see it who handle it. */
public record ObjectionView(
        UUID id,
        UUID noticeId,
        String noticeNumber,
        @Nullable Integer row,
        String grounds,
        ObjectionStatus state,
        boolean anonymous,
        @Nullable String contactName,
        @Nullable String contactPhoneMasked,
        Due due,
        @Nullable Screening screening,
        List<UUID> verificationIds,
        @Nullable String reply,
        @Nullable OffsetDateTime resolvedAt,
        LocalDate receivedOn) {

    record Due(LocalDate dueOn, String why, String requirement, boolean overdue) {
        static Due of(Objection objection, LocalDate today) {
            return new Due(
                    objection.dueOn(),
                    objection.because(),
                    objection.resolveDueOn == null ? "A24.10" : "A10.9",
                    objection.isOverdue(today));
        }
    }

    record Screening(String decision, @Nullable String reasons, UUID screenedBy, OffsetDateTime screenedAt) {}

    /** What the outside may know, by tracking number and secret. */
    public record Tracked(
            String trackingNumber,
            String noticeNumber,
            ObjectionStatus state,
            Due due,
            @Nullable String rejectionReasons,
            @Nullable String reply,
            LocalDate receivedOn,
            @Nullable OffsetDateTime resolvedAt) {}

    public record Receipt(String trackingNumber, String trackingSecret, Due screeningDue) {
        @Override
        public String toString() {
            return "Receipt";
        }
    }

    /** Reads the words of an objection that are sealed in the database. */
    record Opened(
            Objection objection,
            String noticeNumber,
            @Nullable Integer row,
            String grounds,
            ObjectionRequest.@Nullable Contact contact,
            List<UUID> verificationIds) {
        @Override
        public String toString() {
            return "Opened " + objection.id;
        }
    }

    static ObjectionView of(Opened opened, LocalDate today) {
        var objection = opened.objection();
        var contact = opened.contact();
        return new ObjectionView(
                objection.id,
                objection.noticeId,
                opened.noticeNumber(),
                opened.row(),
                opened.grounds(),
                objection.status,
                contact == null && objection.accountId == null,
                contact == null ? null : contact.name(),
                contact == null || contact.phone() == null
                        ? null
                        : Phone.of(contact.phone()).masked(),
                Due.of(objection, today),
                screening(objection),
                opened.verificationIds(),
                objection.result,
                NoticeView.atOrNull(objection.resolvedAt),
                objection.createdOn);
    }

    private static @Nullable Screening screening(Objection objection) {
        var by = objection.screenedBy;
        var at = objection.screenedAt;
        return by == null || at == null
                ? null
                : new Screening(
                        objection.status == ObjectionStatus.REJECTED ? "REJECT" : "ACCEPT",
                        objection.screeningReason,
                        by,
                        NoticeView.at(at));
    }

    @Override
    public String toString() {
        return "ObjectionView " + id;
    }
}
