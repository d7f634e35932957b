package qinqing.intake;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.kernel.Ids;
import qinqing.kernel.PrintedId;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Indexer;
import qinqing.vault.Sealer;

/** Seals and indexes what rows say and writes it down in COPY's format. Used by one thread. */
public final class StagesRows {
    private static final int LONGEST_HEADER = 100;
    private static final int LONGEST_ID = 100;

    private final Sealer sealer;
    private final Indexer indexer;
    private final Ids ids;
    private final Fingerprints elsewhere;
    private final Fingerprints here = new Fingerprints();

    /** @param elsewhere rows of the programme's other lists */
    StagesRows(Sealer sealer, Indexer indexer, Ids ids, Fingerprints elsewhere) {
        this.sealer = sealer;
        this.indexer = indexer;
        this.ids = ids;
        this.elsewhere = elsewhere;
    }

    /** Whether a row was seen before. */
    enum Novelty {
        NEW,
        IN_LIST,
        IN_PROGRAMME
    }

    Novelty add(Staging.Page page, int rowNumber, RowReading reading) {
        var novelty = Novelty.NEW;
        for (var person : reading.people()) {
            var found = write(page.rows(), ids.timeOrdered(), rowNumber, person);
            novelty = found.compareTo(novelty) > 0 ? found : novelty;
        }
        int position = 0;
        for (var finding : reading.findings()) {
            write(page.findings(), rowNumber, position++, finding);
        }
        switch (novelty) {
            case NEW -> {}
            case IN_LIST -> write(page.findings(), rowNumber, position, duplicate(RowFault.DUPLICATE_IN_LIST));
            case IN_PROGRAMME ->
                write(page.findings(), rowNumber, position, duplicate(RowFault.DUPLICATE_IN_PROGRAMME));
        }
        return novelty;
    }

    private static RowFinding duplicate(RowFault fault) {
        return new RowFinding(RowFinding.Severity.WARNING, null, null, fault.name());
    }

    Novelty write(BinaryRows rows, UUID id, int rowNumber, ListedPerson person) {
        String number = numberOf(person.id());
        byte[] personToken = null;
        byte[] birthToken = null;
        if (person.id() instanceof PrintedId.Valid valid) {
            personToken = indexer.token(IndexPurpose.PERSON, valid.number().value());
            birthToken = indexer.token(
                    IndexPurpose.BIRTH_DATE, valid.number().birthDate().toString());
        }
        var address = person.address();
        byte[] addressToken = address == null ? null : addressToken(address.key());
        var village = person.village();
        rows.row(Staging.ROW_WIDTH);
        rows.uuid(id);
        rows.integer(rowNumber);
        rows.text(person.role().name());
        rows.text(person.name());
        rows.text(person.nameKey());
        rows.text(person.idQuality().name());
        rows.bytea(number == null ? null : sealer.seal(FieldKind.ID_NUMBER, number, id));
        rows.bytea(personToken);
        rows.bytea(birthToken);
        rows.bytea(person.phoneText() == null ? null : sealer.seal(FieldKind.PHONE, person.phoneText(), id));
        rows.bytea(
                person.phone() == null
                        ? null
                        : indexer.token(IndexPurpose.PHONE, person.phone().value()));
        rows.bytea(person.addressText() == null ? null : sealer.seal(FieldKind.ADDRESS, person.addressText(), id));
        rows.bytea(addressToken);
        rows.text(publicPlace(person));
        rows.text(village == null ? null : village.code());
        rows.text(person.companyName());
        rows.text(person.creditCode());
        rows.money(person.amount());
        rows.date(person.startsOn());
        rows.text(person.reference());
        rows.text(person.note());
        return novelty(person, personToken, addressToken);
    }

    private byte @Nullable [] addressToken(String key) {
        return key.isEmpty() ? null : indexer.token(IndexPurpose.ADDRESS, key);
    }

    private Novelty novelty(ListedPerson person, byte @Nullable [] personToken, byte @Nullable [] addressToken) {
        var village = person.village();
        BigDecimal amount = person.amount();
        long fingerprint = Fingerprints.of(
                personToken,
                person.nameKey(),
                village == null ? null : village.code(),
                addressToken,
                person.role().name(),
                person.companyName(),
                amount,
                person.startsOn());
        if (fingerprint == 0) {
            return Novelty.NEW;
        }
        boolean seenHere = here.addAndTell(fingerprint);
        return elsewhere.has(fingerprint) ? Novelty.IN_PROGRAMME : seenHere ? Novelty.IN_LIST : Novelty.NEW;
    }

    /** Township and village where they are known; what else a public board may say of the address (A22.1). */
    public static @Nullable String publicPlace(ListedPerson person) {
        if (person.village() != null) {
            return person.village().written();
        }
        return person.address() == null
                ? null
                : person.address().forPublication().orElse(null);
    }

    /** A valid number in its one written form, anything else as it was printed. */
    public static @Nullable String numberOf(PrintedId id) {
        return switch (id) {
            case PrintedId.Valid valid -> valid.number().value();
            case PrintedId.Broken broken -> shortened(broken.raw());
            case PrintedId.Masked masked -> shortened(masked.raw());
            case PrintedId.Absent absent -> null;
        };
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_ID ? text.substring(0, LONGEST_ID) : text;
    }

    private static void write(BinaryRows findings, int rowNumber, int position, RowFinding finding) {
        findings.row(Staging.FINDING_WIDTH);
        findings.integer(rowNumber);
        findings.integer(position);
        findings.text(header(finding.header()));
        findings.text(finding.field() == null ? null : finding.field().name());
        findings.text(finding.severity().name());
        findings.text(finding.code());
    }

    private static @Nullable String header(@Nullable String header) {
        if (header == null) {
            return null;
        }
        var clean = header.replace("\0", "");
        return clean.length() > LONGEST_HEADER ? clean.substring(0, LONGEST_HEADER) : clean;
    }
}
