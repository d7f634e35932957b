package qinqing.clearance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import qinqing.clearance.Dossier.Doubt;
import qinqing.clearance.Dossier.DoubtState;
import qinqing.clearance.Dossier.Finding;
import qinqing.clearance.Dossier.Hit;
import qinqing.clearance.Dossier.NoticeState;
import qinqing.clearance.Dossier.ProgrammeKind;
import qinqing.clearance.Dossier.Row;
import qinqing.clearance.Dossier.Shown;
import qinqing.clearance.Reason.Code;

/** A10.9: whatever happens around one payment in whatever order, it is not granted a step early, and every step that lacks is named. */
class ClearanceStateProperties {
    private static final UUID ROW = new UUID(1, 1);
    private static final UUID HIT = new UUID(2, 1);
    private static final String NUMBER = "500102-2026-1";
    private static final int REQUIRED = 7;

    enum Event {
        LIST_IS_ENDORSED,
        LIST_IS_COMPARED,
        HIT_IS_FOUND,
        COMPLIANT,
        NON_COMPLIANT,
        NOT_SAME_PERSON,
        PUBLISHED,
        TWO_DAYS_PASS,
        WITHDRAWN,
        OBJECTION,
        ACCEPTED,
        UPHELD,
        NOT_UPHELD
    }

    /** What happened so far; an event that can't happen now doesn't. */
    private static final class Payment {
        boolean endorsed;
        boolean compared;
        boolean hit;
        boolean open;

        @Nullable
        Finding finding;

        @Nullable
        NoticeState notice;

        int days;

        @Nullable
        DoubtState doubt;

        void happens(Event event) {
            switch (event) {
                case LIST_IS_ENDORSED -> endorsed = true;
                case LIST_IS_COMPARED -> compared = endorsed;
                case HIT_IS_FOUND -> {
                    if (compared && !hit) {
                        hit = true;
                        open = true;
                    }
                }
                case COMPLIANT -> found(Finding.COMPLIANT);
                case NON_COMPLIANT -> found(Finding.NON_COMPLIANT);
                case NOT_SAME_PERSON -> found(Finding.NOT_SAME_PERSON);
                case PUBLISHED -> {
                    if (finding == Finding.COMPLIANT && !open && (notice == null || notice == NoticeState.WITHDRAWN)) {
                        notice = NoticeState.DISPLAYED;
                        days = 0;
                    }
                }
                case TWO_DAYS_PASS -> {
                    if (notice == NoticeState.DISPLAYED) {
                        days = Math.min(REQUIRED, days + 2);
                        notice = days == REQUIRED ? NoticeState.COMPLETED : notice;
                    }
                }
                case WITHDRAWN -> notice = notice == null ? null : NoticeState.WITHDRAWN;
                case OBJECTION -> {
                    if (doubt == null && (notice == NoticeState.DISPLAYED || notice == NoticeState.COMPLETED)) {
                        doubt = DoubtState.RECEIVED;
                    }
                }
                case ACCEPTED -> {
                    if (doubt == DoubtState.RECEIVED) {
                        doubt = DoubtState.ACCEPTED;
                        open = true;
                        notice = notice == NoticeState.WITHDRAWN ? notice : NoticeState.SUSPENDED;
                    }
                }
                case UPHELD -> {
                    if (doubt == DoubtState.ACCEPTED && !open) {
                        doubt = DoubtState.UPHELD;
                    }
                }
                case NOT_UPHELD -> {
                    if (doubt == DoubtState.ACCEPTED && !open && finding == Finding.COMPLIANT) {
                        doubt = null;
                        notice = notice == NoticeState.SUSPENDED ? NoticeState.DISPLAYED : notice;
                    }
                }
            }
        }

        private void found(Finding outcome) {
            if (open) {
                finding = outcome;
                open = false;
            }
        }

        Dossier dossier() {
            var shown = notice == null ? null : new Shown(NUMBER, notice, days, REQUIRED, null);
            var doubts = doubt == null ? List.<Doubt>of() : List.of(new Doubt(NUMBER, doubt, null));
            return new Dossier(
                    ProgrammeKind.ORDINARY,
                    List.of(new Row(ROW, endorsed, compared)),
                    hit ? List.of(new Hit(HIT, finding, open, null, shown, doubts)) : List.of());
        }

        /** The steps of A8 to A10 that lack, read from the policy one after the other. */
        Set<Code> lacking() {
            var lacking = EnumSet.noneOf(Code.class);
            if (!compared) {
                lacking.add(Code.NOT_COMPARED);
            }
            if (!hit || finding == Finding.NOT_SAME_PERSON && !open) {
                return lacking;
            }
            if (open) {
                lacking.add(Code.MATCH_UNVERIFIED);
            }
            if (finding == Finding.NON_COMPLIANT) {
                lacking.add(Code.NON_COMPLIANT);
            }
            if (finding == Finding.COMPLIANT && notice == null) {
                lacking.add(Code.NOTICE_MISSING);
            }
            if (finding == Finding.COMPLIANT && (notice == NoticeState.DISPLAYED || notice == NoticeState.SUSPENDED)) {
                lacking.add(Code.PUBLICITY_UNFINISHED);
            }
            if (finding == Finding.COMPLIANT && notice == NoticeState.WITHDRAWN) {
                lacking.add(Code.NOTICE_WITHDRAWN);
            }
            if (doubt != null) {
                lacking.add(
                        switch (doubt) {
                            case RECEIVED -> Code.OBJECTION_UNSCREENED;
                            case ACCEPTED -> Code.OBJECTION_OPEN;
                            case UPHELD -> Code.OBJECTION_UPHELD;
                        });
            }
            return lacking;
        }
    }

    @Property(tries = 2_000)
    void nothing_is_granted_a_step_early_and_every_lacking_step_is_named(@ForAll @Size(max = 30) List<Event> events) {
        var payment = new Payment();
        for (var event : events) {
            payment.happens(event);
            var answer = Answer.to(payment.dossier());
            assertThat(new ArrayList<>(
                            answer.reasons().stream().map(Reason::code).toList()))
                    .containsExactlyInAnyOrderElementsOf(payment.lacking());
            assertThat(answer.grounds() == Grounds.WITHHELD)
                    .isEqualTo(!payment.lacking().isEmpty());
            if (answer.grounds() == Grounds.ALL_CLEARED && payment.finding == Finding.COMPLIANT) {
                assertThat(payment.days).isEqualTo(REQUIRED);
                assertThat(payment.notice).isEqualTo(NoticeState.COMPLETED);
            }
        }
    }
}
