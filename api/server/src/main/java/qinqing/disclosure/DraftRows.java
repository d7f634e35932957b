package qinqing.disclosure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import qinqing.annex2.Annex2;
import qinqing.vault.FieldKind;
import qinqing.vault.Vault;

/** The sealed drafts: one per official, version 1 with the first save; none counts as version 0. */
@ApplicationScoped
class DraftRows {
    private final Vault vault;
    private final ObjectMapper json;
    private final Clock clock;

    DraftRows(Vault vault, ObjectMapper json, Clock clock) {
        this.vault = vault;
        this.json = json;
        this.clock = clock;
    }

    record Saved(Annex2 content, int version, Instant savedAt) {}

    Uni<@Nullable Saved> find(UUID official) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "select content_sealed, version, saved_at from declaration_draft where official_id = :official",
                        Object[].class)
                .setParameter("official", official)
                .getSingleResultOrNull()
                .map(row -> row == null
                        ? null
                        : new Saved(open((byte[]) row[0], official, Annex2.class), (Integer) row[1], instant(row[2]))));
    }

    /** @return whether the draft still had this version; false when somebody saved in between */
    Uni<Boolean> save(UUID official, Annex2 content, int version) {
        var statement = version == 0 ? """
                insert into declaration_draft (official_id, content_sealed, version, saved_at)
                values (:official, :content, :version + 1, :now) on conflict (official_id) do nothing
                """ : """
                update declaration_draft set content_sealed = :content, version = version + 1, saved_at = :now
                where official_id = :official and version = :version
                """;
        return Panache.getSession().chain(session -> session.createNativeQuery(statement)
                .setParameter("official", official)
                .setParameter("content", seal(content, official))
                .setParameter("version", version)
                .setParameter("now", OffsetDateTime.now(clock))
                .executeUpdate()
                .map(changed -> changed == 1));
    }

    Uni<Void> delete(UUID official) {
        return Panache.getSession().chain(session -> session.createNativeQuery(
                        "delete from declaration_draft where official_id = :official")
                .setParameter("official", official)
                .executeUpdate()
                .replaceWithVoid());
    }

    private byte[] seal(Object content, UUID context) {
        try {
            return vault.seal(FieldKind.DOCUMENT, json.writeValueAsString(content), context);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a declaration could not be written as JSON");
        }
    }

    private <T> T open(byte[] sealed, UUID context, Class<T> kind) {
        try {
            return json.readValue(
                    vault.open(FieldKind.DOCUMENT, sealed, context).getBytes(StandardCharsets.UTF_8), kind);
        } catch (IOException e) {
            throw new IllegalStateException("a stored declaration is not readable as JSON");
        }
    }

    byte[] sealSigned(Filings.Signed signed, UUID declaration) {
        return seal(signed, declaration);
    }

    Filings.Signed openSigned(byte[] sealed, UUID declaration) {
        return open(sealed, declaration, Filings.Signed.class);
    }

    private static Instant instant(Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }
}
