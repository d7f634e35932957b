package qinqing.clearance;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.audit.Audit;
import qinqing.clearance.Dossier.ProgrammeKind;
import qinqing.deadline.Deadline;
import qinqing.deadline.TermKey;
import qinqing.deadline.WorkingCalendar;
import qinqing.kernel.Ids;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.setting.CountySettings;
import qinqing.setting.Settings;

/** Answers whether money may move (A10.9) and keeps each answer. */
@ApplicationScoped
class Clearances {

    /** @param reference the asker's own key */
    record Payment(@Nullable String reference, Question question) {}

    private record Answered(Payment payment, Answer answer) {}

    private final Dossiers dossiers;
    private final KeepsClearances kept;
    private final LimitsProbing limits;
    private final Settings settings;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;

    Clearances(
            Dossiers dossiers,
            KeepsClearances kept,
            LimitsProbing limits,
            Settings settings,
            Audit audit,
            Ids ids,
            Clock clock) {
        this.dossiers = dossiers;
        this.kept = kept;
        this.limits = limits;
        this.settings = settings;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** One answer, kept. Within the caller's transaction, as all that follows. */
    Uni<Clearance> ask(Actor actor, UUID programme, Payment payment) {
        return askAll(actor, programme, List.of(payment))
                .map(List::getFirst)
                .call(clearance -> audit.record(
                        actor,
                        "createClearance",
                        "clearance",
                        clearance.id(),
                        "grounds=" + clearance.grounds() + codes(clearance)));
    }

    /** Answers in the order of the questions, kept, with one entry in the trail. */
    Uni<List<Clearance>> askMany(Actor actor, UUID programme, List<Payment> payments) {
        return askAll(actor, programme, payments)
                .call(clearances -> audit.record(
                        actor,
                        "createClearances",
                        "programme",
                        programme,
                        "questions=%d granted=%d".formatted(clearances.size(), granted(clearances))));
    }

    static long granted(List<Clearance> clearances) {
        return clearances.stream()
                .filter(clearance -> clearance.grounds() != Grounds.WITHHELD)
                .count();
    }

    private static String codes(Clearance clearance) {
        return clearance.reasons().stream()
                .map(reason -> " " + reason.code())
                .distinct()
                .reduce("", String::concat);
    }

    private Uni<List<Clearance>> askAll(Actor actor, UUID programme, List<Payment> payments) {
        if (actor.inSandbox()) {
            var today = LocalDate.now(clock.withZone(Deadline.ZONE));
            return keep(
                    actor,
                    actor.unitId(),
                    programme,
                    payments.stream()
                            .map(payment -> new Answered(payment, Sandbox.answer(payment.reference(), today)))
                            .toList());
        }
        var questions = payments.stream().map(Payment::question).toList();
        return limits.check(actor, questions)
                .chain(() -> settings.current())
                .chain(county -> dossiers.hold(programme, actor.unitId()).chain(found -> dossiers.of(
                                programme,
                                found.map(known -> kind(known, county)).orElse(ProgrammeKind.NOT_KNOWN),
                                questions)
                        .chain(of -> keep(
                                actor,
                                found.map(Dossiers.Programme::unitId).orElse(actor.unitId()),
                                programme,
                                answers(payments, of)))));
    }

    /** A county may choose to compare universal benefits too (A24.4). */
    private static ProgrammeKind kind(Dossiers.Programme programme, CountySettings county) {
        return county.nonUniversalOnly() ? programme.kind() : ProgrammeKind.ORDINARY;
    }

    private static List<Answered> answers(List<Payment> payments, List<Dossier> dossiers) {
        return IntStream.range(0, payments.size())
                .mapToObj(n ->
                        new Answered(payments.get(n), answer(payments.get(n).question(), dossiers.get(n))))
                .toList();
    }

    private static Answer answer(Question question, Dossier dossier) {
        // an unreadable question is answered the same whoever asks: it says nothing about programmes
        return question instanceof Question.Unreadable
                ? Answer.withheld(List.of(Reason.of(
                        Reason.Code.QUESTION_INVALID,
                        "问题无法理解：须指明名单中的一行，或者姓名、有效的公民身份号码",
                        "The question can't be read: name a row of a list, or a person's name or valid ID number")))
                : Answer.to(dossier);
    }

    private Uni<List<Clearance>> keep(Actor actor, UUID unit, UUID programme, List<Answered> answered) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return validUntil(now).chain(lapsesAt -> keep(actor, unit, programme, answered, now, lapsesAt));
    }

    private Uni<List<Clearance>> keep(
            Actor actor, UUID unit, UUID programme, List<Answered> answered, Instant now, Instant lapsesAt) {
        var entries = answered.stream()
                .map(one -> {
                    var row = one.payment().question() instanceof Question.OfRow asked ? asked : null;
                    boolean granted = one.answer().grounds() != Grounds.WITHHELD;
                    var clearance = new Clearance(
                            ids.timeOrdered(),
                            unit,
                            actor.accountId(),
                            one.payment().reference(),
                            programme,
                            row == null ? null : row.batch(),
                            row == null ? null : row.row(),
                            one.answer().grounds(),
                            one.answer().reasons(),
                            actor.inSandbox(),
                            null,
                            now,
                            granted ? lapsesAt : null,
                            null,
                            null,
                            null);
                    return actor.inSandbox()
                            ? new KeepsClearances.Entry(clearance, null, null, "sandbox", List.of())
                            : KeepsClearances.Entry.of(
                                    clearance,
                                    one.payment().question(),
                                    one.answer().rows());
                })
                .toList();
        return kept.keep(entries)
                .replaceWith(() ->
                        entries.stream().map(KeepsClearances.Entry::clearance).toList());
    }

    /** 准入自作出之日起九十日内有效 (county setting, A10.9). */
    private Uni<Instant> validUntil(Instant from) {
        return settings.current().map(county -> Deadline.of(
                        county.terms().of(TermKey.CLEARANCE_VALIDITY), from, WorkingCalendar.bundled())
                .endsAt());
    }

    /** @throws ProblemException 404 for answers of others, as for those that do not exist */
    Uni<Clearance> get(Actor actor, UUID id) {
        return Panache.withSession(() -> actor.role() == Role.SYSTEM
                        ? kept.own(id, actor.accountId())
                        : kept.ofSubtree(id, actor.unitId()))
                .map(found -> found.orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND)));
    }
}
