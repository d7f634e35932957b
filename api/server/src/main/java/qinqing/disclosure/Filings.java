package qinqing.disclosure;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.annex2.Annex2;
import qinqing.annex2.DraftInput;
import qinqing.annex2.FilingRule;
import qinqing.annex2.Findings;
import qinqing.annex2.ReadsDraft;
import qinqing.audit.Audit;
import qinqing.http.Versions;
import qinqing.kernel.Ids;
import qinqing.kernel.PersonName;
import qinqing.notification.Message;
import qinqing.notification.NotificationKind;
import qinqing.notification.Notifications;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.unit.Units;
import qinqing.vault.BlindIndex;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;

/** The declarant's side: the draft of Annex 2 and its submission with the pledge (A3.1–A3.5). */
@ApplicationScoped
class Filings {
    /** 报告人承诺 (annex 2 part 3; A3.3). */
    static final String PLEDGE = "本人承诺：以上报告内容真实、完整，没有隐瞒、漏报；如有隐瞒不报或者报告不实，愿意接受组织处理。";

    private final OfficialRepository officials;
    private final Officials register;
    private final DeclarationRepository declarations;
    private final DraftRows drafts;
    private final Signers signers;
    private final Kin kin;
    private final Units units;
    private final Vault vault;
    private final BlindIndex index;
    private final Audit audit;
    private final Ids ids;
    private final Clock clock;
    private final Notifications notifications;

    Filings(
            OfficialRepository officials,
            Officials register,
            DeclarationRepository declarations,
            DraftRows drafts,
            Signers signers,
            Kin kin,
            Units units,
            Vault vault,
            BlindIndex index,
            Audit audit,
            Ids ids,
            Clock clock,
            Notifications notifications) {
        this.officials = officials;
        this.register = register;
        this.declarations = declarations;
        this.drafts = drafts;
        this.signers = signers;
        this.kin = kin;
        this.units = units;
        this.vault = vault;
        this.index = index;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.notifications = notifications;
    }

    /**
     * Where an official stands with the next declaration.
     *
     * @param base the version the draft is prefilled from
     * @param content the draft, or what it is prefilled with
     * @param version of the draft; 0 while nothing is saved
     */
    record Desk(
            Official official,
            Optional<Declaration> base,
            Annex2 content,
            int version,
            Instant savedAt,
            boolean amends,
            Optional<Declaration> inForce) {}

    /** As it arrives: part 3 of the form (A3.3) and, for an amendment, what changed and when (A3.5). */
    record Submission(
            @Nullable Pledge pledge,
            @Nullable AmendmentCause cause,
            @Nullable LocalDate changedOn) {
        record Pledge(@Nullable Boolean accepted, @Nullable String signedName) {
            @Override
            public String toString() {
                return "Pledge";
            }
        }
    }

    /** Part 3 as signed, and part 1 as declared: sealed with the version. */
    record Signed(Annex2.Declarant declarant, String pledgeText, String signedName) {
        @Override
        public String toString() {
            return "Signed";
        }
    }

    @WithTransaction
    Uni<Versioned<DraftView>> draft(Actor actor, List<Locale> wanted) {
        return desk(actor).chain(desk -> view(desk, wanted));
    }

    @WithTransaction
    Uni<Versioned<DraftView>> save(Actor actor, @Nullable String ifMatch, DraftInput input, List<Locale> wanted) {
        return desk(actor).chain(desk -> {
            Versions.require(ifMatch, desk.version());
            var content = new ReadsDraft(desk.content(), register.today(), ids::timeOrdered).read(input);
            return drafts.save(desk.official().id, content, desk.version())
                    .invoke(saved -> {
                        if (!saved) {
                            throw new ProblemException(ProblemType.STALE_VERSION);
                        }
                    })
                    .chain(() -> view(
                            new Desk(
                                    desk.official(),
                                    desk.base(),
                                    content,
                                    desk.version() + 1,
                                    clock.instant(),
                                    desk.amends(),
                                    desk.inForce()),
                            wanted));
        });
    }

    @WithTransaction
    Uni<Void> discard(Actor actor, @Nullable String ifMatch) {
        return desk(actor).chain(desk -> {
            if (desk.version() == 0) {
                throw new ProblemException(ProblemType.NOT_FOUND);
            }
            Versions.require(ifMatch, desk.version());
            return drafts.delete(desk.official().id);
        });
    }

    /**
     * Makes the draft a version that waits for its signer; to be called in a transaction.
     *
     * @return the version's id
     */
    Uni<UUID> submit(Actor actor, @Nullable String ifMatch, Submission submission) {
        return desk(actor).chain(desk -> {
            Versions.require(ifMatch, desk.version());
            check(desk, submission);
            return duty(desk, submission)
                    .chain(duty -> file(desk, submission, duty.orElse(null)))
                    .call(declaration -> audit.record(actor, "submitDeclaration", "declaration", declaration.id))
                    .call(this::tellSigner)
                    .map(declaration -> declaration.id);
        });
    }

    private Uni<Void> tellSigner(Declaration declaration) {
        return declaration.signerId == null
                ? Uni.createFrom().voidItem()
                : notifications.tellOfficial(
                        declaration.signerId,
                        new Message(
                                NotificationKind.ENDORSEMENT_WAITING,
                                new Text("有一份报告待您签署意见", "A declaration waits for your opinion"),
                                "/declarations/" + declaration.id));
    }

    /** The official's row is locked, so that two submissions at once come one after the other. */
    private Uni<Desk> desk(Actor actor) {
        var id = actor.officialId();
        if (id == null) {
            throw new ProblemException(
                    ProblemType.NOT_ALLOWED, "账号没有关联党员干部，请联系单位工作人员", "This account belongs to no official");
        }
        return officials.lock(id).map(Filings::mustFile).chain(official -> declarations
                .newest(id)
                .chain(newest -> {
                    if (newest != null && newest.isUnderWay()) {
                        throw new ProblemException(
                                ProblemType.STATE_CONFLICT,
                                "已有报告" + newest.status.title() + "，办结后才能变更",
                                "A declaration is under way; it can be amended once it is entered");
                    }
                    return declarations.inForce(id).chain(inForce -> desk(official, newest, inForce));
                }));
    }

    private static Official mustFile(@Nullable Official official) {
        if (official == null) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        if (official.managedAbove) {
            throw new ProblemException(
                    ProblemType.RULE_NOT_MET,
                    "市管领导干部暂不纳入报告范围（A1.6，涪陵委办发〔2018〕14号附件1）",
                    "Officials managed by the city are excluded from filing for now (A1.6)");
        }
        if (!official.isActive()) {
            throw new ProblemException(ProblemType.STATE_CONFLICT, "已离任，不再报告", "Who has left does not report any more");
        }
        return official;
    }

    private Uni<Desk> desk(Official official, @Nullable Declaration newest, @Nullable Declaration inForce) {
        var base = newest != null && newest.status == DeclarationStatus.RETURNED ? newest : inForce;
        var known = Optional.ofNullable(inForce);
        return drafts.find(official.id)
                .chain(saved -> saved != null
                        ? Uni.createFrom()
                                .item(new Desk(
                                        official,
                                        Optional.ofNullable(base),
                                        saved.content(),
                                        saved.version(),
                                        saved.savedAt(),
                                        inForce != null,
                                        known))
                        : prefilled(official, base)
                                .map(content -> new Desk(
                                        official,
                                        Optional.ofNullable(base),
                                        content,
                                        0,
                                        clock.instant(),
                                        inForce != null,
                                        known)));
    }

    private Uni<Annex2> prefilled(Official official, @Nullable Declaration base) {
        return base == null ? Uni.createFrom().item(fromRegister(official)) : content(base);
    }

    private Annex2 fromRegister(Official official) {
        return new Annex2(
                new Annex2.Declarant(
                        official.sex,
                        official.politicalStatus,
                        official.post,
                        official.grade,
                        official.duties.isEmpty() ? null : official.duties,
                        official.inspectionStaff,
                        registeredId(official),
                        official.addressSealed == null
                                ? null
                                : vault.open(FieldKind.ADDRESS, official.addressSealed, official.id),
                        official.phoneSealed == null
                                ? null
                                : vault.open(FieldKind.PHONE, official.phoneSealed, official.id)),
                List.of(),
                List.of());
    }

    private String registeredId(Official official) {
        return vault.open(FieldKind.ID_NUMBER, official.idNumberSealed, official.id);
    }

    /** A version whole, opened. */
    Uni<Annex2> content(Declaration declaration) {
        return declarations.relativesOf(declaration.id).chain(relatives -> declarations
                .mattersOf(declaration.id)
                .map(matters -> new Annex2(
                        signed(declaration).declarant(),
                        relatives.stream()
                                .map(relative -> relative.opened(vault))
                                .toList(),
                        matters.stream().map(InterestMatter::opened).toList())));
    }

    Signed signed(Declaration declaration) {
        return drafts.openSigned(declaration.contentSealed, declaration.id);
    }

    private FilingRule.Filing filing(Desk desk) {
        return new FilingRule.Filing(
                desk.content(), desk.official().name, registeredId(desk.official()), register.today());
    }

    private void check(Desk desk, Submission submission) {
        var findings = new Findings();
        findings.addAll(FilingRule.missing(filing(desk)));
        checkPledge(desk.official(), submission.pledge(), findings);
        var cause = submission.cause();
        var changedOn = submission.changedOn();
        if (desk.amends() && cause == null) {
            findings.add("/cause", "变更报告须说明变更原因", "an amendment says why");
        }
        if (desk.amends() && changedOn == null && (cause == null || cause.hasTerm())) {
            findings.add("/changedOn", "变更报告须填写变更日期", "an amendment says when the change was");
        }
        if (changedOn != null && changedOn.isAfter(register.today())) {
            findings.add("/changedOn", "不能是将来的日期", "must not be in the future");
        }
        findings.throwIfAny("报告尚不能提交，请补正所列各项（A3.1至A3.5）", "The declaration can't be submitted yet (A3.1–A3.5)");
    }

    private Uni<Optional<ReportDuty>> duty(Desk desk, Submission submission) {
        var cause = submission.cause();
        var changedOn = submission.changedOn();
        return desk.amends() && cause != null && cause.hasTerm() && changedOn != null
                ? register.duty(cause, changedOn).map(Optional::of)
                : Uni.createFrom().item(Optional.empty());
    }

    /** 报告人承诺 by one's own hand (A3.3). */
    private static void checkPledge(Official official, Submission.@Nullable Pledge pledge, Findings findings) {
        if (pledge == null || !Boolean.TRUE.equals(pledge.accepted())) {
            findings.add("/pledge/accepted", "须作出如实报告的承诺", "the pledge has to be accepted");
        }
        if (pledge == null || pledge.signedName() == null || pledge.signedName().isBlank()) {
            findings.add("/pledge/signedName", "须由本人签名", "the signature is missing");
        } else if (PersonName.reasonAgainst(pledge.signedName()).isPresent()
                || !PersonName.of(pledge.signedName()).key().equals(official.nameKey)) {
            findings.add("/pledge/signedName", "签名须与报告人姓名一致", "the signature must be the declarant's own name");
        }
    }

    private Uni<Declaration> file(Desk desk, Submission submission, @Nullable ReportDuty duty) {
        var official = desk.official();
        var tokens = desk.content().relatives().stream()
                .map(Annex2.Relative::idNumber)
                .filter(Objects::nonNull)
                .flatMap(number -> index.tokens(qinqing.vault.IndexPurpose.PERSON, number).stream())
                .toList();
        return kin.among(tokens)
                .chain(declared -> signers.of(official.id, declared))
                .invoke(signatory -> {
                    if (signatory instanceof Signatory.Nobody(SigningRule rule)) {
                        throw Signers.nobody(rule);
                    }
                })
                .chain(signatory -> units.recipientsOf(official.unitId).chain(recipients -> declarations
                        .newest(official.id)
                        .map(newest -> new Declaration.Route(
                                recipients.getFirst(),
                                recipients.size() > 1 ? recipients.get(1) : null,
                                newest == null ? 1 : newest.number + 1,
                                desk.inForce().map(version -> version.id).orElse(null),
                                signatory))))
                .chain(route -> previous(
                                desk.content(),
                                official.id,
                                desk.inForce().map(v -> v.id).orElse(null))
                        .chain(previous -> write(desk, submission, duty, route, previous)));
    }

    private Uni<Declaration> write(
            Desk desk,
            Submission submission,
            @Nullable ReportDuty duty,
            Declaration.Route route,
            Map<UUID, UUID> previous) {
        var official = desk.official();
        var declaration = new Declaration(
                ids.timeOrdered(), official, route, duty, desk.amends() ? submission.cause() : null, clock.instant());
        var content = desk.content();
        var own = content.declarant();
        declaration.contains(
                drafts.sealSigned(new Signed(own, PLEDGE, official.name), declaration.id),
                content.relatives().size());
        official.declared(own, SealedPerson.of(vault, index, official.id, null, own.phone(), own.householdAddress()));
        if (duty != null || desk.inForce().isEmpty()) {
            official.noDuty();
        }
        var rows = new Rows(declaration, content, previous).make();
        return declarations
                .persistAndFlush(declaration)
                .chain(() -> declarations.addAll(rows))
                .chain(() -> drafts.delete(official.id))
                .replaceWith(declaration);
    }

    /** Rows of a version: new ids, since a version is never changed, each pointing to the same relative in the version before. */
    private final class Rows {
        private final Declaration declaration;
        private final Annex2 content;
        private final Map<UUID, UUID> previous;

        Rows(Declaration declaration, Annex2 content, Map<UUID, UUID> previous) {
            this.declaration = declaration;
            this.content = content;
            this.previous = previous;
        }

        List<Object> make() {
            var rows = new java.util.ArrayList<Object>();
            var newIds = new HashMap<UUID, UUID>();
            int position = 0;
            for (var read : content.relatives()) {
                var id = ids.timeOrdered();
                newIds.put(read.relativeId(), id);
                rows.add(new Relative(
                        id,
                        previous.get(read.relativeId()),
                        declaration,
                        position++,
                        read,
                        SealedPerson.of(vault, index, id, read.idNumber(), read.phone(), read.householdAddress())));
            }
            position = 0;
            for (var read : content.matters()) {
                var relative = Objects.requireNonNull(newIds.get(read.relativeId()));
                rows.add(new InterestMatter(
                        ids.timeOrdered(), previous.get(read.matterId()), declaration, position++, relative, read));
            }
            return rows;
        }
    }

    /** Ids in the draft to ids in the version in force, also when the draft began with a version that was returned. */
    private Uni<Map<UUID, UUID>> previous(Annex2 content, UUID official, @Nullable UUID inForce) {
        if (inForce == null) {
            return Uni.createFrom().item(Map.of());
        }
        Set<UUID> wanted = new HashSet<>();
        content.relatives().forEach(relative -> wanted.add(relative.relativeId()));
        content.matters().forEach(matter -> wanted.add(matter.matterId()));
        return declarations.previousOf(wanted, official, inForce);
    }

    private Uni<Versioned<DraftView>> view(Desk desk, List<Locale> wanted) {
        var filing = filing(desk);
        return units.name(desk.official().unitId)
                .map(name -> new Versioned<>(
                        DraftView.of(
                                desk, name.orElse(""), FilingRule.missing(filing), FilingRule.warnings(filing), wanted),
                        desk.version()));
    }
}
