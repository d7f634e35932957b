package qinqing.disclosure;

import io.quarkus.hibernate.reactive.panache.Panache;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.Await;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.annex2.DraftInput;
import qinqing.annex2.IdAbsence;
import qinqing.kernel.Kinship;
import qinqing.kernel.PoliticalStatus;

/**
 * Officials and declarations for tests of any feature, made by the real services: a registered official, and a declaration that was
 * submitted, endorsed by its signer and entered.
 */
@Singleton
public class DisclosureFixture {
    private final Officials officials;
    private final Filings filings;
    private final Declarations declarations;
    private final DeclarationRepository repository;

    DisclosureFixture(
            Officials officials, Filings filings, Declarations declarations, DeclarationRepository repository) {
        this.officials = officials;
        this.filings = filings;
        this.declarations = declarations;
        this.repository = repository;
    }

    /** A relative to declare; without an ID number they are one whom the declarant doesn't know it of. */
    public record Kinsperson(
            String name,
            Kinship kinship,
            @Nullable String idNumber,
            @Nullable String phone,
            @Nullable String address,
            @Nullable String village) {
        public static Kinsperson of(String name, Kinship kinship, String idNumber) {
            return new Kinsperson(name, kinship, idNumber, null, null, null);
        }
    }

    /** An official in office, with an ID number of their own. */
    public UUID official(UUID unit, Rank rank, String name, @Nullable UUID leader) {
        return official(unit, rank, name, leader, Persons.id(1980));
    }

    public UUID official(UUID unit, Rank rank, String name, @Nullable UUID leader, String idNumber) {
        var clerk = actor(Role.CLERK, unit, null);
        var input = new RegisterEntry.Input(
                name,
                null,
                PoliticalStatus.PARTY_MEMBER,
                idNumber,
                Persons.phone(),
                unit,
                null,
                rank.title(),
                null,
                rank,
                leader,
                null,
                null,
                LocalDate.of(2020, 1, 1));
        return Await.answer(() -> Panache.withTransaction(() -> officials.create(clerk, input)))
                .view()
                .id();
    }

    /** A declaration of the official, in force: its relatives are compared. */
    public UUID entered(UUID official, List<Kinsperson> relatives) {
        var id = submitted(official, relatives);
        var signer = Await.answer(() -> Panache.withSession(() -> repository.findById(id))).signerId;
        var unit = Await.answer(() -> Panache.withSession(() -> repository.findById(id))).unitId;
        var endorsed = Await.answer(() -> declarations.endorse(
                actor(Role.ENDORSER, unit, signer),
                id,
                "\"0\"",
                new Declarations.Opinion(Declarations.Decision.APPROVE, "情况属实，同意录入。", null)));
        Await.answer(() -> declarations.enter(
                actor(Role.CLERK, unit, null), id, "\"" + endorsed.version() + "\"", new Declarations.Entry(null)));
        return id;
    }

    /** A declaration that waits for its signer. */
    public UUID submitted(UUID official, List<Kinsperson> relatives) {
        var brief = Await.answer(() -> officials.find(official)).orElseThrow();
        var declarant = actor(Role.OFFICIAL, brief.unitId(), official);
        var draft = Await.answer(() -> filings.draft(declarant, List.of()));
        var saved =
                Await.answer(() -> filings.save(declarant, "\"" + draft.version() + "\"", input(relatives), List.of()));
        boolean amends = saved.view().kind().equals("AMENDMENT");
        var submission = new Filings.Submission(
                new Filings.Submission.Pledge(true, brief.name()), amends ? AmendmentCause.CORRECTION : null, null);
        return Await.answer(() ->
                Panache.withTransaction(() -> filings.submit(declarant, "\"" + saved.version() + "\"", submission)));
    }

    static DraftInput input(List<Kinsperson> relatives) {
        return new DraftInput(
                new DraftInput.DeclarantInput(
                        qinqing.kernel.Sex.MALE,
                        PoliticalStatus.PARTY_MEMBER,
                        "主任",
                        "一级科员",
                        "主管民政和社会事务，负责低保、临时救助的审核",
                        false,
                        null,
                        "重庆市涪陵区新妙镇两桂村3组12号",
                        null),
                relatives.stream()
                        .<DraftInput.@Nullable RelativeInput>map(relative -> new DraftInput.RelativeInput(
                                null,
                                relative.name(),
                                relative.idNumber() == null ? qinqing.kernel.Sex.FEMALE : null,
                                relative.kinship(),
                                relative.kinship() == Kinship.OTHER_SUPPORT_TIE ? "养父" : null,
                                PoliticalStatus.MASSES,
                                "务农",
                                null,
                                relative.idNumber(),
                                relative.idNumber() == null ? IdAbsence.UNKNOWN_TO_DECLARANT : null,
                                relative.phone(),
                                relative.address(),
                                relative.village(),
                                null))
                        .toList(),
                List.of());
    }

    private static Actor actor(Role role, UUID unit, @Nullable UUID official) {
        return new Actor(UUID.randomUUID(), UUID.randomUUID(), role, unit, official, Set.of());
    }
}
