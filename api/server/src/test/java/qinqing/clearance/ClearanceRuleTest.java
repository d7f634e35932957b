package qinqing.clearance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import qinqing.clearance.Dossier.Doubt;
import qinqing.clearance.Dossier.DoubtState;
import qinqing.clearance.Dossier.Finding;
import qinqing.clearance.Dossier.Hit;
import qinqing.clearance.Dossier.NoticeState;
import qinqing.clearance.Dossier.ProgrammeKind;
import qinqing.clearance.Dossier.Row;
import qinqing.clearance.Dossier.Shown;
import qinqing.clearance.Reason.Code;

/** Every rule of A10.9 by itself and all of them together. */
class ClearanceRuleTest {
    private static final LocalDate DUE = LocalDate.of(2026, 12, 1);
    private static final Row COMPARED = new Row(UUID.randomUUID(), true, true);

    @Test
    void no_hit_on_a_compared_row_is_granted() {
        assertThat(Answer.to(dossier()).grounds()).isEqualTo(Grounds.NO_RELATIVE_FOUND);
    }

    @Test
    void everything_cleared_is_granted() {
        assertThat(Answer.to(dossier(hit(Finding.COMPLIANT, false, shown(NoticeState.COMPLETED))))
                        .grounds())
                .isEqualTo(Grounds.ALL_CLEARED);
    }

    @Test
    void a_universal_programme_is_granted_whatever_the_lists_say() {
        var dossier = new Dossier(ProgrammeKind.UNIVERSAL, List.of(), List.of(hit(null, true, null)));
        assertThat(Answer.to(dossier).grounds()).isEqualTo(Grounds.UNIVERSAL);
    }

    @Test
    void an_unknown_programme_says_so_and_nothing_about_people() {
        assertThat(codes(new Dossier(ProgrammeKind.NOT_KNOWN, List.of(), List.of())))
                .containsExactly(Code.PROGRAMME_UNKNOWN);
    }

    @Test
    void one_row_not_compared_withholds_though_others_are() {
        var dossier = new Dossier(
                ProgrammeKind.ORDINARY, List.of(COMPARED, new Row(UUID.randomUUID(), true, false)), List.of());
        assertThat(codes(dossier)).containsExactly(Code.NOT_COMPARED);
    }

    @Test
    void a_row_that_is_not_endorsed_is_not_compared() {
        var dossier = new Dossier(ProgrammeKind.ORDINARY, List.of(new Row(UUID.randomUUID(), false, true)), List.of());
        assertThat(codes(dossier)).containsExactly(Code.NOT_COMPARED);
    }

    @Test
    void a_reopened_mistake_counts_again() {
        assertThat(codes(dossier(hit(Finding.NOT_SAME_PERSON, true, null)))).containsExactly(Code.MATCH_UNVERIFIED);
    }

    @Test
    void the_latest_due_day_is_the_one_to_wait_for() {
        var later = new Hit(UUID.randomUUID(), null, true, DUE.plusDays(9), null, List.of());
        assertThat(reasons(dossier(hit(null, true, null), later)).getFirst().dueOn())
                .isEqualTo(DUE.plusDays(9));
    }

    @Test
    void two_unfinished_notices_are_two_reasons() {
        var one = hit(Finding.COMPLIANT, false, new Shown("500102-2026-1", NoticeState.DISPLAYED, 1, 7, DUE));
        var other = hit(Finding.COMPLIANT, false, new Shown("500102-2026-2", NoticeState.DISPLAYED, 1, 7, DUE));
        assertThat(reasons(dossier(one, other)).stream().map(Reason::noticeNumber))
                .containsExactly("500102-2026-1", "500102-2026-2");
    }

    @Test
    void one_table_notice_of_two_hits_is_one_reason() {
        var shown = shown(NoticeState.DISPLAYED);
        assertThat(reasons(dossier(hit(Finding.COMPLIANT, false, shown), hit(Finding.COMPLIANT, false, shown))))
                .hasSize(1);
    }

    @Test
    void an_objection_nobody_screened_withholds_a_new_grant_but_ends_none() {
        var dossier = dossier(new Hit(
                UUID.randomUUID(),
                Finding.COMPLIANT,
                false,
                null,
                shown(NoticeState.COMPLETED),
                List.of(new Doubt("500102-2026-1", DoubtState.RECEIVED, DUE))));
        assertThat(codes(dossier)).containsExactly(Code.OBJECTION_UNSCREENED);
        assertThat(ClearanceRule.reasons(ClearanceRule.OF_A_GRANT, dossier)).isEmpty();
    }

    @Test
    void an_answer_is_granted_or_has_a_reason() {
        assertThatThrownBy(() -> Answer.withheld(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Answer(Grounds.UNIVERSAL, reasons(dossier(hit(null, true, null))), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_code_of_a_rule_cites_an_article() {
        for (var code : Code.values()) {
            assertThat(code.requirement()).matches("A\\d+\\.\\d+");
        }
    }

    /** The reasons told are those of an independent reading of A10.9, hit by hit: none is missing, none invented. */
    @Property
    void the_reasons_are_exactly_the_rules_not_met(@ForAll("dossiers") Dossier dossier) {
        assertThat(EnumSet.copyOf(withNothing(codes(dossier))))
                .isEqualTo(EnumSet.copyOf(withNothing(expected(dossier))));
    }

    /** Nothing granted early: one more fact against a payment never turns WITHHELD into GRANTED, nor takes a reason away. */
    @Property
    void one_more_fact_never_grants(
            @ForAll("dossiers") Dossier dossier, @ForAll("hits") Hit hit, @ForAll("rows") Row row) {
        if (dossier.programme() != ProgrammeKind.ORDINARY || dossier.rows().isEmpty()) {
            return;
        }
        var hits = new ArrayList<>(dossier.hits());
        hits.add(hit);
        var rows = new ArrayList<>(dossier.rows());
        rows.add(row);
        assertThat(codes(new Dossier(dossier.programme(), rows, hits))).containsAll(codes(dossier));
    }

    @Property
    void a_grant_ends_for_no_reason_that_would_not_withhold_it(@ForAll("dossiers") Dossier dossier) {
        assertThat(ClearanceRule.reasons(ClearanceRule.ALL, dossier))
                .containsAll(ClearanceRule.reasons(ClearanceRule.OF_A_GRANT, dossier));
    }

    private static Set<Code> expected(Dossier dossier) {
        var codes = EnumSet.noneOf(Code.class);
        if (dossier.programme() == ProgrammeKind.UNIVERSAL) {
            return codes;
        }
        if (dossier.programme() == ProgrammeKind.NOT_KNOWN) {
            codes.add(Code.PROGRAMME_UNKNOWN);
        } else if (dossier.rows().isEmpty()) {
            codes.add(Code.SUBJECT_UNKNOWN);
        }
        for (var row : dossier.rows()) {
            if (!row.endorsed() || !row.compared()) {
                codes.add(Code.NOT_COMPARED);
            }
        }
        for (var hit : dossier.hits()) {
            if (hit.finding() == Finding.NOT_SAME_PERSON && !hit.open()) {
                continue;
            }
            if (hit.finding() == null || hit.open()) {
                codes.add(Code.MATCH_UNVERIFIED);
            }
            if (hit.finding() == Finding.NON_COMPLIANT) {
                codes.add(Code.NON_COMPLIANT);
            }
            if (hit.finding() == Finding.COMPLIANT) {
                codes.addAll(
                        hit.notice() == null
                                ? Set.of(Code.NOTICE_MISSING)
                                : switch (hit.notice().state()) {
                                    case DISPLAYED, SUSPENDED -> Set.of(Code.PUBLICITY_UNFINISHED);
                                    case WITHDRAWN, RETRACTED -> Set.of(Code.NOTICE_WITHDRAWN);
                                    case COMPLETED -> Set.<Code>of();
                                });
            }
            for (var doubt : hit.doubts()) {
                codes.add(
                        switch (doubt.state()) {
                            case RECEIVED -> Code.OBJECTION_UNSCREENED;
                            case ACCEPTED -> Code.OBJECTION_OPEN;
                            case UPHELD -> Code.OBJECTION_UPHELD;
                        });
            }
        }
        return codes;
    }

    /** {@code EnumSet.copyOf} needs one element. */
    private static Set<Code> withNothing(Set<Code> codes) {
        var all = EnumSet.of(Code.QUESTION_INVALID);
        all.addAll(codes);
        return all;
    }

    @Provide
    static Arbitrary<Dossier> dossiers() {
        return Combinators.combine(
                        Arbitraries.of(ProgrammeKind.class),
                        rows().list().ofMaxSize(3),
                        hits().list().ofMaxSize(3))
                .as(Dossier::new);
    }

    @Provide
    static Arbitrary<Row> rows() {
        return Combinators.combine(Arbitraries.of(true, false), Arbitraries.of(true, true, false))
                .as((endorsed, compared) -> new Row(UUID.randomUUID(), endorsed, compared));
    }

    @Provide
    static Arbitrary<Hit> hits() {
        var notices = Combinators.combine(
                        Arbitraries.of(NoticeState.class),
                        Arbitraries.integers().between(0, 7))
                .as((state, days) -> new Shown("500102-2026-" + days, state, days, 7, DUE));
        var doubts = Arbitraries.of(DoubtState.class)
                .map(state -> new Doubt("500102-2026-1", state, DUE))
                .list()
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.of(Finding.class).injectNull(0.3),
                        Arbitraries.of(true, false),
                        notices.injectNull(0.3),
                        doubts)
                .as((finding, open, notice, doubt) -> new Hit(UUID.randomUUID(), finding, open, DUE, notice, doubt));
    }

    private static Dossier dossier(Hit... hits) {
        return new Dossier(ProgrammeKind.ORDINARY, List.of(COMPARED), List.of(hits));
    }

    private static Hit hit(
            @org.jspecify.annotations.Nullable Finding finding,
            boolean open,
            @org.jspecify.annotations.Nullable Shown notice) {
        return new Hit(UUID.randomUUID(), finding, open, DUE, notice, List.of());
    }

    private static Shown shown(NoticeState state) {
        return new Shown("500102-2026-1", state, 7, 7, DUE);
    }

    private static List<Reason> reasons(Dossier dossier) {
        return Answer.to(dossier).reasons();
    }

    private static Set<Code> codes(Dossier dossier) {
        return reasons(dossier).stream().map(Reason::code).collect(Collectors.toSet());
    }
}
