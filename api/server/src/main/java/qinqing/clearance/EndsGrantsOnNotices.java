package qinqing.clearance;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import qinqing.event.Listener;
import qinqing.objection.ObjectionUpheld;
import qinqing.publicity.NoticeEvents.NoticeDisplayLost;
import qinqing.publicity.NoticeEvents.NoticeSuspended;

/** A grant rests on a finished display without a standing objection (A10.9); when that falls, so does the grant. */
final class EndsGrantsOnNotices {
    private EndsGrantsOnNotices() {}

    @ApplicationScoped
    static class WhenSuspended implements Listener<NoticeSuspended> {
        private final WithdrawsGrants grants;

        WhenSuspended(WithdrawsGrants grants) {
            this.grants = grants;
        }

        @Override
        public Uni<Void> on(NoticeSuspended event) {
            return grants.concerning(event.matchIds());
        }
    }

    /** Withdrawn, retracted, or begun anew by an edit. */
    @ApplicationScoped
    static class WhenDisplayLost implements Listener<NoticeDisplayLost> {
        private final WithdrawsGrants grants;

        WhenDisplayLost(WithdrawsGrants grants) {
            this.grants = grants;
        }

        @Override
        public Uni<Void> on(NoticeDisplayLost event) {
            return grants.concerning(event.matchIds());
        }
    }

    @ApplicationScoped
    static class WhenUpheld implements Listener<ObjectionUpheld> {
        private final WithdrawsGrants grants;

        WhenUpheld(WithdrawsGrants grants) {
            this.grants = grants;
        }

        @Override
        public Uni<Void> on(ObjectionUpheld event) {
            return grants.concerning(List.of(event.matchId()));
        }
    }
}
