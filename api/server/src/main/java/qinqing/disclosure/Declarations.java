package qinqing.disclosure;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import qinqing.actor.Actor;
import qinqing.actor.Role;
import qinqing.annex2.Annex2;
import qinqing.annex2.Differences;
import qinqing.annex2.Findings;
import qinqing.audit.Audit;
import qinqing.event.Announcer;
import qinqing.event.Listener;
import qinqing.http.Cursors;
import qinqing.http.Page;
import qinqing.http.Versions;
import qinqing.notification.Message;
import qinqing.notification.NotificationKind;
import qinqing.notification.Notifications;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;
import qinqing.problem.Text;
import qinqing.unit.Units;

/** Declarations after submission: who may see them, the opinion of the right signer (A5), entry (A3.6), and what changed. */
@ApplicationScoped
class Declarations {
    static final String LIST = "listDeclarations";
    static final String VERSIONS = "listDeclarationVersions";

    private final DeclarationRepository repository;
    private final Officials officials;
    private final OfficialRepository register;
    private final Filings filings;
    private final Kin kin;
    private final Units units;
    private final Cursors cursors;
    private final Audit audit;
    private final Clock clock;
    private final Notifications notifications;
    private final Announcer<DeclarationEntered> entered;

    Declarations(
            DeclarationRepository repository,
            Officials officials,
            OfficialRepository register,
            Filings filings,
            Kin kin,
            Units units,
            Cursors cursors,
            Audit audit,
            Clock clock,
            Notifications notifications,
            @Any Instance<Listener<DeclarationEntered>> entered) {
        this.repository = repository;
        this.officials = officials;
        this.register = register;
        this.filings = filings;
        this.kin = kin;
        this.units = units;
        this.cursors = cursors;
        this.audit = audit;
        this.clock = clock;
        this.notifications = notifications;
        this.entered = new Announcer<>(entered);
    }

    /** Narrowing of the list as the client asks for it. */
    record Question(
            @Nullable UUID unitId,
            @Nullable UUID officialId,
            @Nullable String state,
            boolean overdue,
            @Nullable String cursor,
            int limit) {}

    enum Decision {
        APPROVE,
        RETURN
    }

    /** The signer's opinion as it arrives. */
    record Opinion(
            @Nullable Decision decision,
            @Nullable String opinion,
            @Nullable String reasons) {}

    record Entry(@Nullable String note) {}

    /** One opinion on many declarations: what a head signs in one sitting. */
    record Opinions(
            @Nullable List<UUID> declarationIds,
            @Nullable Decision decision,
            @Nullable String opinion,
            @Nullable String reasons) {}

    record Entries(
            @Nullable List<UUID> declarationIds, @Nullable String note) {}

    /** What became of one of many. */
    record Outcome(
            UUID declarationId,
            @Nullable DeclarationStatus state,
            @Nullable String detail) {}

    record Outcomes(List<Outcome> items) {}

    /** So many at a time; a unit has some hundreds of officials. */
    static final int MOST_AT_ONCE = 1000;

    enum Subject {
        DECLARANT,
        RELATIVE
    }

    enum RevealField {
        ID_NUMBER,
        PHONE,
        ADDRESS
    }

    enum Purpose {
        OWN_CHECK,
        ENTRY,
        VERIFICATION,
        OBJECTION,
        INSPECTION
    }

    record RevealInput(
            @Nullable Subject subject,
            @Nullable UUID relativeId,
            @Nullable RevealField field,
            @Nullable Purpose purpose,
            @Nullable String note) {}

    /** One value in clear, for a moment. */
    record RevealView(String value, Instant shownUntil) {
        @Override
        public String toString() {
            return "RevealView";
        }
    }

    record ChangesView(
            UUID declarationId,
            int version,
            @Nullable Integer previousVersion,
            List<Differences.Field> declarant,
            List<Differences.RelativeChange> relatives,
            List<Differences.MatterChange> interestMatters) {}

    @WithSession
    Uni<Page<DeclarationView.SummaryView>> list(Actor actor, Question question) {
        var filter = new DeclarationRepository.Filter(
                bySubtree(actor) ? actor.unitId().toString() : "",
                actor.role() == Role.OFFICIAL ? id(actor.officialId()) : "",
                actor.role() == Role.ENDORSER ? id(actor.officialId()) : "",
                text(question.unitId()),
                text(question.officialId()),
                question.state() == null ? "" : state(question.state()),
                question.overdue(),
                officials.today(),
                cursors.read(LIST, question.cursor(), 1).stream().findFirst().orElse(""));
        return repository
                .list(filter, question.limit() + 1)
                .map(found -> Page.of(found, question.limit(), last -> cursors.write(LIST, last.id)))
                .chain(page -> summaries(page.items()).map(shown -> new Page<>(shown, page.nextCursor())));
    }

    /** A draft is its declarant's alone: asking for it finds nothing here. */
    private static String state(String asked) {
        if (!asked.equals("DRAFT")
                && Stream.of(DeclarationStatus.values())
                        .noneMatch(status -> status.name().equals(asked))) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "state 的取值有误", "state is none of the known ones");
        }
        return asked;
    }

    private static boolean bySubtree(Actor actor) {
        return actor.role() != Role.OFFICIAL && actor.role() != Role.ENDORSER;
    }

    /** An account without official sees nothing of its own. */
    private static String id(@Nullable UUID official) {
        return official == null ? new UUID(0, 0).toString() : official.toString();
    }

    private static String text(@Nullable UUID id) {
        return id == null ? "" : id.toString();
    }

    @WithSession
    Uni<Page<DeclarationView.SummaryView>> versions(Actor actor, UUID official, @Nullable String cursor, int limit) {
        var before = cursors.read(VERSIONS, cursor, 1).stream()
                .findFirst()
                .map(Integer::valueOf)
                .orElse(Integer.MAX_VALUE);
        return officials
                .visible(actor, official)
                .chain(() -> repository.versions(official, before, limit + 1))
                .map(found -> Page.of(found, limit, last -> cursors.write(VERSIONS, last.number)))
                .chain(page -> summaries(page.items()).map(shown -> new Page<>(shown, page.nextCursor())));
    }

    private Uni<List<DeclarationView.SummaryView>> summaries(List<Declaration> declarations) {
        return register.all(
                        declarations.stream().map(d -> d.officialId).distinct().toList())
                .map(found -> {
                    var names = new HashMap<UUID, String>();
                    found.forEach(official -> names.put(official.id, official.name));
                    return names;
                })
                .chain(names -> units.names(declarations.stream()
                                .map(d -> d.unitId)
                                .distinct()
                                .toList())
                        .map(unitNames -> declarations.stream()
                                .map(d -> DeclarationView.SummaryView.of(
                                        d, names.getOrDefault(d.officialId, ""), unitNames.getOrDefault(d.unitId, "")))
                                .toList()));
    }

    /** Reading a whole declaration of somebody else is audited. */
    @WithTransaction
    Uni<Versioned<DeclarationView>> get(Actor actor, UUID id) {
        return visible(actor, id)
                .call(declaration -> declaration.officialId.equals(actor.officialId())
                        ? Uni.createFrom().voidItem()
                        : audit.record(actor, "getDeclaration", "declaration", id))
                .chain(this::view);
    }

    /** One without rights learns nothing, not even that it exists. */
    private Uni<Declaration> visible(Actor actor, UUID id) {
        return repository.findById(id).chain(declaration -> mustSee(actor, declaration));
    }

    private Uni<Declaration> mustSee(Actor actor, @Nullable Declaration declaration) {
        if (declaration == null) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        return maySee(actor, declaration).map(may -> {
            if (!may) {
                throw new ProblemException(ProblemType.NOT_FOUND);
            }
            return declaration;
        });
    }

    private Uni<Boolean> maySee(Actor actor, Declaration declaration) {
        return switch (actor.role()) {
            case OFFICIAL -> Uni.createFrom().item(declaration.officialId.equals(actor.officialId()));
            case ENDORSER ->
                Uni.createFrom()
                        .item(actor.officialId() != null
                                && (actor.officialId().equals(declaration.signerId)
                                        || actor.officialId().equals(declaration.endorsedBy)));
            case VERIFIER -> repository.isVerifiedBy(declaration.officialId, actor.unitId(), actor.assignmentId());
            case CLERK, INSPECTOR, COUNTY_INSPECTOR -> receives(actor.unitId(), declaration);
            case ANONYMOUS, CITIZEN, ADMIN, SYSTEM -> Uni.createFrom().item(false);
        };
    }

    /** Either recipient of A4.2, or a unit above. */
    private Uni<Boolean> receives(UUID unit, Declaration declaration) {
        var second = declaration.secondUnitId;
        return units.isWithin(declaration.unitId, unit)
                .chain(first -> first || second == null ? Uni.createFrom().item(first) : units.isWithin(second, unit));
    }

    @WithSession
    Uni<Versioned<ChangesView>> changes(Actor actor, UUID id) {
        return visible(actor, id).chain(declaration -> {
            var previous = declaration.previousId;
            return previous == null
                    ? Uni.createFrom().item(changes(declaration, null, Differences.NONE))
                    : repository.findById(previous).chain(before -> compare(before, declaration));
        });
    }

    private Uni<Versioned<ChangesView>> compare(Declaration before, Declaration after) {
        return filings.content(before).chain(then -> filings.content(after).chain(now -> repository
                .links(after.id)
                .map(links -> changes(after, before.number, Differences.between(then, now, links)))));
    }

    private static Versioned<ChangesView> changes(
            Declaration declaration, @Nullable Integer previousVersion, Differences differences) {
        return new Versioned<>(
                new ChangesView(
                        declaration.id,
                        declaration.number,
                        previousVersion,
                        differences.declarant(),
                        differences.relatives(),
                        differences.interestMatters()),
                declaration.version);
    }

    /** Approves or returns (A5); only the signer whom the declarant's rank calls for. */
    @WithTransaction
    Uni<Versioned<DeclarationView>> endorse(Actor actor, UUID id, @Nullable String ifMatch, Opinion opinion) {
        return repository
                .lock(id)
                .chain(declaration -> mustSign(actor, declaration))
                .invoke(declaration -> Versions.require(ifMatch, declaration.version))
                .call(declaration -> endorse(actor, declaration, opinion))
                .call(repository::flush)
                .chain(this::view);
    }

    private Uni<Declaration> mustSign(Actor actor, @Nullable Declaration declaration) {
        if (declaration == null) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        if (isSigner(actor, declaration)) {
            return Uni.createFrom().item(declaration);
        }
        return receives(actor.unitId(), declaration).map(within -> {
            if (!within) {
                throw new ProblemException(ProblemType.NOT_FOUND);
            }
            throw notTheSigner(declaration);
        });
    }

    private static boolean isSigner(Actor actor, Declaration declaration) {
        return actor.officialId() != null
                && (actor.officialId().equals(declaration.signerId)
                        || actor.officialId().equals(declaration.endorsedBy));
    }

    private static ProblemException notTheSigner(Declaration declaration) {
        var rule = declaration.signingRule;
        return new ProblemException(
                ProblemType.RULE_NOT_MET,
                "本报告应由" + rule.title() + "签署意见（" + rule.requirement() + "，涪陵委办发〔2018〕14号），您不是签署人",
                "This declaration is signed by " + rule.english() + " (" + rule.requirement() + "), not by you");
    }

    private Uni<Void> endorse(Actor actor, Declaration declaration, Opinion opinion) {
        var findings = new Findings();
        var words = findings.text("/opinion", opinion.opinion(), 2000);
        var reasons = findings.text("/reasons", opinion.reasons(), 2000);
        if (opinion.decision() == null) {
            findings.add("/decision", "未填写意见", "the decision is missing");
        }
        if (opinion.decision() == Decision.RETURN && reasons == null) {
            findings.add("/reasons", "退回须说明理由", "a return says why");
        }
        findings.throwIfAny("请改正所列各项", "Please correct the listed fields");
        var signer = Objects.requireNonNull(actor.officialId());
        mustBe(declaration, DeclarationStatus.SUBMITTED);
        return kin.isKinOf(signer, declaration.officialId)
                .invoke(related -> {
                    if (related) {
                        throw new ProblemException(
                                ProblemType.RULE_NOT_MET,
                                "与报告人有亲属关系，应当回避，由上一级签署（A5）",
                                "A relative of the declarant does not sign; one level up does (A5)");
                    }
                    if (opinion.decision() == Decision.RETURN && reasons != null) {
                        declaration.giveBack(signer, reasons, clock.instant());
                    } else {
                        declaration.endorse(signer, words, clock.instant());
                    }
                })
                .chain(() -> notifications.tellOfficial(declaration.officialId, said(declaration)))
                .chain(() -> audit.record(
                        actor, "endorseDeclaration", "declaration", declaration.id, "decision=" + opinion.decision()));
    }

    private static Message said(Declaration declaration) {
        boolean returned = declaration.status == DeclarationStatus.RETURNED;
        return new Message(
                returned ? NotificationKind.DECLARATION_RETURNED : NotificationKind.DECLARATION_ENDORSED,
                returned
                        ? new Text("您的报告被退回，请按意见补正后重新提交", "Your declaration was returned, please amend it")
                        : new Text("您的报告已签署意见，待录入", "Your declaration was endorsed and waits to be entered"),
                "/declarations/" + declaration.id);
    }

    private static void mustBe(Declaration declaration, DeclarationStatus wanted) {
        if (declaration.status != wanted) {
            throw new ProblemException(
                    ProblemType.STATE_CONFLICT,
                    "报告" + declaration.status.title() + "，不能进行此操作",
                    "The declaration is " + declaration.status);
        }
    }

    /** Takes an endorsed declaration into the database (A3.6): this version is in force, the one before no longer. */
    @WithTransaction
    Uni<Versioned<DeclarationView>> enter(Actor actor, UUID id, @Nullable String ifMatch, Entry entry) {
        return repository
                .lock(id)
                .chain(declaration -> mustSee(actor, declaration))
                .invoke(declaration -> Versions.require(ifMatch, declaration.version))
                .call(declaration -> enter(actor, declaration, entry))
                .chain(this::view);
    }

    private Uni<Void> enter(Actor actor, Declaration declaration, Entry entry) {
        var findings = new Findings();
        var note = findings.text("/note", entry.note(), 1000);
        findings.throwIfAny("请改正所列各项", "Please correct the listed fields");
        mustBe(declaration, DeclarationStatus.ENDORSED);
        return repository
                .inForce(declaration.officialId)
                .invoke(before -> {
                    if (before != null) {
                        before.expire();
                    }
                })
                .chain(repository::flush)
                .invoke(() -> declaration.enter(actor.accountId(), note, clock.instant()))
                .chain(repository::flush)
                .chain(() -> repository.compareOnly(declaration.officialId, declaration.id))
                .chain(() -> audit.record(actor, "enterDeclaration", "declaration", declaration.id))
                .chain(() -> entered.announce(
                        new DeclarationEntered(declaration.id, declaration.officialId, declaration.unitId)));
    }

    /** Signs many, each by itself: those the actor may not sign, or that are not waiting, stay as they are and say why. */
    @WithTransaction
    Uni<Outcomes> endorseAll(Actor actor, Opinions opinions, List<Locale> wanted) {
        var opinion = new Opinion(opinions.decision(), opinions.opinion(), opinions.reasons());
        return each(opinions.declarationIds(), wanted, id -> repository
                .lock(id)
                .chain(declaration -> mustSign(actor, declaration))
                .call(declaration -> endorse(actor, declaration, opinion)));
    }

    /** Enters many, each by itself. */
    @WithTransaction
    Uni<Outcomes> enterAll(Actor actor, Entries entries, List<Locale> wanted) {
        var entry = new Entry(entries.note());
        return each(entries.declarationIds(), wanted, id -> repository
                .lock(id)
                .chain(declaration -> mustSee(actor, declaration))
                .call(declaration -> enter(actor, declaration, entry)));
    }

    private Uni<Outcomes> each(@Nullable List<UUID> asked, List<Locale> wanted, Function<UUID, Uni<Declaration>> work) {
        if (asked == null || asked.isEmpty() || asked.size() > MOST_AT_ONCE || asked.contains(null)) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST,
                    "declarationIds 须有 1 至 " + MOST_AT_ONCE + " 项",
                    "declarationIds must have 1 to " + MOST_AT_ONCE + " items");
        }
        return Multi.createFrom()
                .iterable(asked.stream().distinct().sorted().toList())
                .onItem()
                .transformToUniAndConcatenate(id -> Uni.createFrom()
                        .deferred(() -> work.apply(id))
                        .map(declaration -> new Outcome(id, declaration.status, null))
                        .onFailure(ProblemException.class)
                        .recoverWithItem(problem -> new Outcome(id, null, said((ProblemException) problem, wanted))))
                .collect()
                .asList()
                .map(Outcomes::new);
    }

    private static String said(ProblemException problem, List<Locale> wanted) {
        return problem.errors().isEmpty()
                ? problem.detail().orElse(problem.type().title()).in(wanted)
                : problem.errors().getFirst().detail().in(wanted);
    }

    /** How long a client shows a revealed value. */
    static final Duration SHOWN_FOR = Duration.ofMinutes(1);

    /** Shows one value in clear; the place and the purpose are audited, never the value. */
    @WithTransaction
    Uni<RevealView> reveal(Actor actor, UUID id, RevealInput input) {
        return visible(actor, id).chain(declaration -> {
            checkReveal(actor, input);
            return filings.content(declaration)
                    .map(content -> value(content, input))
                    .call(() -> audit.record(actor, "revealDeclarationValue", "declaration", id, place(input)))
                    .call(() -> tellOfReveal(actor, declaration, input))
                    .map(value -> new RevealView(value, clock.instant().plus(SHOWN_FOR)));
        });
    }

    /** The declarant hears of it, unless it is the inspection body that looks. */
    private Uni<Void> tellOfReveal(Actor actor, Declaration declaration, RevealInput input) {
        if (input.purpose() == Purpose.INSPECTION || declaration.officialId.equals(actor.officialId())) {
            return Uni.createFrom().voidItem();
        }
        return notifications.tellOfficial(
                declaration.officialId,
                new Message(
                        NotificationKind.VALUE_REVEALED,
                        new Text("您的报告中有一项未脱敏信息被查看", "One value of your declaration was shown in clear"),
                        "/declarations/" + declaration.id));
    }

    private static void checkReveal(Actor actor, RevealInput input) {
        var findings = new Findings();
        if (input.subject() == null) {
            findings.add("/subject", "未填写", "is missing");
        }
        if (input.field() == null) {
            findings.add("/field", "未填写", "is missing");
        }
        if (input.subject() == Subject.RELATIVE && input.relativeId() == null) {
            findings.add("/relativeId", "未指明亲属", "the relative is missing");
        }
        var purpose = input.purpose();
        var note = findings.text("/note", input.note(), 1000);
        if (purpose == null) {
            findings.add("/purpose", "未填写用途", "the purpose is missing");
        } else if (!purposes(actor.role()).contains(purpose)) {
            findings.add("/purpose", "该用途与您的角色不符", "is no purpose of your role");
        }
        if ((purpose == Purpose.INSPECTION || purpose == Purpose.OBJECTION) && note == null) {
            findings.add("/note", "须说明事由", "say what for");
        }
        findings.throwIfAny("请改正所列各项", "Please correct the listed fields");
    }

    private static Set<Purpose> purposes(Role role) {
        return switch (role) {
            case OFFICIAL -> Set.of(Purpose.OWN_CHECK);
            case CLERK -> Set.of(Purpose.ENTRY);
            case VERIFIER -> Set.of(Purpose.VERIFICATION, Purpose.OBJECTION);
            case INSPECTOR, COUNTY_INSPECTOR -> Set.of(Purpose.INSPECTION);
            case ANONYMOUS, CITIZEN, ENDORSER, ADMIN, SYSTEM -> Set.of();
        };
    }

    private static String place(RevealInput input) {
        return "subject=" + input.subject() + " relative=" + input.relativeId() + " field=" + input.field()
                + " purpose=" + input.purpose();
    }

    private static String value(Annex2 content, RevealInput input) {
        var field = Objects.requireNonNull(input.field());
        var found = input.subject() == Subject.DECLARANT
                ? Stream.of(
                        switch (field) {
                            case ID_NUMBER -> content.declarant().idNumber();
                            case PHONE -> content.declarant().phone();
                            case ADDRESS -> content.declarant().householdAddress();
                        })
                : content.relatives().stream()
                        .filter(relative -> relative.relativeId().equals(input.relativeId()))
                        .map(relative -> switch (field) {
                            case ID_NUMBER -> relative.idNumber();
                            case PHONE -> relative.phone();
                            case ADDRESS -> relative.householdAddress();
                        });
        return found.filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    }

    @WithSession
    Uni<Versioned<DeclarationView>> view(UUID id) {
        return repository.findById(id).chain(this::view);
    }

    private Uni<Versioned<DeclarationView>> view(Declaration declaration) {
        var people = new ArrayList<>(List.of(declaration.officialId));
        if (declaration.signerId != null) {
            people.add(declaration.signerId);
        }
        if (declaration.endorsedBy != null) {
            people.add(declaration.endorsedBy);
        }
        return officials
                .findAll(people)
                .chain(known -> units.name(declaration.unitId).chain(unit -> filings.content(declaration)
                        .map(content -> view(declaration, content, known, unit.orElse("")))))
                .map(view -> new Versioned<>(view, declaration.version));
    }

    private DeclarationView view(
            Declaration declaration, Annex2 content, Map<UUID, OfficialBrief> known, String unitName) {
        var declarant = Objects.requireNonNull(known.get(declaration.officialId));
        var signed = filings.signed(declaration);
        var signer = declaration.signerId == null ? null : known.get(declaration.signerId);
        return new DeclarationView(
                DeclarationView.SummaryView.of(declaration, declarant.name(), unitName),
                DeclarationView.DeclarantView.of(
                        declarant.id(), declarant.name(), declarant.unitName(), content.declarant()),
                DeclarationView.RelativeView.all(content),
                DeclarationView.MatterView.all(content),
                new DeclarationView.PledgeView(signed.pledgeText(), signed.signedName(), declaration.pledgedAt),
                new DeclarationView.SignerView(
                        declaration.signingRule.requirement(),
                        declaration.signingRule.title(),
                        declaration.signerId,
                        signer == null ? null : signer.name()),
                endorsement(declaration, known),
                declaration.enteredBy,
                declaration.entryNote,
                declaration.previousId);
    }

    private static DeclarationView.@Nullable EndorsementView endorsement(
            Declaration declaration, Map<UUID, OfficialBrief> known) {
        if (declaration.endorsedBy == null || declaration.endorsedAt == null) {
            return null;
        }
        var signer = known.get(declaration.endorsedBy);
        boolean returned = declaration.status == DeclarationStatus.RETURNED;
        return new DeclarationView.EndorsementView(
                returned ? "RETURN" : "APPROVE",
                returned ? null : declaration.opinion,
                returned ? declaration.opinion : null,
                declaration.endorsedBy,
                signer == null ? "" : signer.name(),
                signer == null ? null : signer.unitAndPost(),
                declaration.endorsedAt);
    }
}
