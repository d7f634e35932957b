package qinqing.publicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import qinqing.problem.ProblemException;
import qinqing.programme.BenefitKind;

/** A10.2: whatever happens to a notice in whatever order, it is complete only after seven whole days of one edition without doubt. */
class NoticeStateProperties {
    private static final Instant BEGIN = Instant.parse("2026-03-01T04:00:00Z");
    private static final Notice.Hotlines HOTLINES = new Notice.Hotlines("023-00000000", "023-00000001");
    private static final int REQUIRED = 7;

    enum Step {
        PUBLISH,
        EDIT,
        WITHDRAW,
        RETRACT,
        SUSPEND,
        RESUME,
        A_DAY_PASSES,
        FOUR_DAYS_PASS
    }

    /** The notice with its one board, which shows whatever is on display, and a plain count of the days beside it. */
    private static final class Story {
        final Notice notice = new Notice(
                new UUID(1, 1),
                "500102-2026-1",
                "500102",
                new UUID(2, 1),
                NoticeForm.SINGLE,
                BenefitKind.FUND,
                "公示",
                null,
                REQUIRED,
                HOTLINES,
                new UUID(3, 1),
                BEGIN);
        Instant now = BEGIN;
        List<Span> shown = new ArrayList<>();
        final List<Span> doubts = new ArrayList<>();

        @Nullable
        Instant doubtSince;

        int undisturbed = -1;
        boolean retracted;

        void take(Step step) {
            switch (step) {
                case PUBLISH -> {
                    notice.publish(REQUIRED, HOTLINES, new byte[32], now);
                    shown = new ArrayList<>(List.of(new Span(now, null)));
                    undisturbed = -1;
                }
                case EDIT -> {
                    notice.edit("更正后的公示", null, new byte[32], now);
                    if (notice.status == NoticeStatus.DISPLAYED) {
                        shown = new ArrayList<>(List.of(new Span(now, null)));
                        undisturbed = -1;
                    }
                }
                case WITHDRAW -> {
                    notice.withdraw("金额有误", now);
                    takenDown();
                }
                case RETRACT -> {
                    notice.retract("同名", "特此更正", now);
                    takenDown();
                    retracted = true;
                }
                case SUSPEND -> {
                    notice.suspend("异议已受理", now);
                    doubtSince = now;
                }
                case RESUME -> {
                    notice.resume(now);
                    endDoubt();
                }
                case A_DAY_PASSES -> pass(1);
                case FOUR_DAYS_PASS -> pass(4);
            }
        }

        private void takenDown() {
            shown.replaceAll(span -> span.isOpen() ? new Span(span.from(), now) : span);
            endDoubt();
        }

        private void endDoubt() {
            if (doubtSince != null) {
                doubts.add(new Span(doubtSince, now));
                doubtSince = null;
            }
        }

        /** What the job does at every midnight. */
        private void pass(int days) {
            for (var day = 0; day < days; day++) {
                var undisturbedToday = notice.status == NoticeStatus.DISPLAYED && doubtSince == null;
                now = now.plus(Duration.ofDays(1));
                if (notice.status != NoticeStatus.DISPLAYED) {
                    continue;
                }
                undisturbed += undisturbedToday ? 1 : 0;
                var clock = DisplayClock.read(REQUIRED, List.of(shown), doubts, now);
                notice.read(clock, now);
                if (clock.isComplete()) {
                    notice.status = NoticeStatus.COMPLETED;
                    notice.completedAt = clock.completedAt();
                }
            }
        }
    }

    @Property(tries = 600)
    void no_order_of_events_completes_a_notice_early(@ForAll @Size(max = 25) List<Step> steps) {
        var story = new Story();
        for (var step : steps) {
            var before = story.notice.status;
            var edition = story.notice.edition;
            try {
                story.take(step);
                follows(before, story.notice, step);
            } catch (ProblemException refused) {
                assertThat(refused.type().status()).isEqualTo(409);
                assertThat(refused.detail()).as("a refusal says why").isPresent();
                assertThat(story.notice.status).isEqualTo(before);
                assertThat(story.notice.edition).isEqualTo(edition);
            }
            holds(story);
        }
    }

    private static void follows(NoticeStatus before, Notice notice, Step step) {
        switch (step) {
            case PUBLISH -> assertThat(before).isIn(NoticeStatus.DRAFT, NoticeStatus.WITHDRAWN);
            case EDIT -> assertThat(before).isIn(NoticeStatus.DRAFT, NoticeStatus.WITHDRAWN, NoticeStatus.DISPLAYED);
            case SUSPEND -> assertThat(before).isIn(NoticeStatus.DISPLAYED, NoticeStatus.COMPLETED);
            case RESUME -> assertThat(before).isEqualTo(NoticeStatus.SUSPENDED);
            case RETRACT -> assertThat(before).isNotIn(NoticeStatus.DRAFT, NoticeStatus.RETRACTED);
            case WITHDRAW -> assertThat(before).isNotIn(NoticeStatus.WITHDRAWN, NoticeStatus.RETRACTED);
            case A_DAY_PASSES, FOUR_DAYS_PASS -> assertThat(notice.status).isIn(before, NoticeStatus.COMPLETED);
        }
    }

    @Property(tries = 100)
    void what_was_not_suspended_can_not_be_resumed(@ForAll boolean withdrawn) {
        var story = new Story();
        if (withdrawn) {
            story.take(Step.WITHDRAW);
        }
        assertThatThrownBy(() -> story.take(Step.RESUME)).isInstanceOf(ProblemException.class);
    }

    private static void holds(Story story) {
        var notice = story.notice;
        if (story.retracted) {
            assertThat(notice.status).isEqualTo(NoticeStatus.RETRACTED);
        }
        if (notice.status.showsContent()) {
            assertThat(notice.publishedAt).isNotNull();
        }
        if (notice.status == NoticeStatus.COMPLETED) {
            assertThat(story.undisturbed).as("whole days without doubt").isGreaterThanOrEqualTo(REQUIRED);
            assertThat(notice.fullDays).isEqualTo(REQUIRED);
        }
        if (notice.status == NoticeStatus.DISPLAYED) {
            assertThat(notice.fullDays).isBetween(0, Math.max(0, story.undisturbed));
        }
    }
}
