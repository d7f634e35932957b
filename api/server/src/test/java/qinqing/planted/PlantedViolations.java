package qinqing.planted;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import java.time.LocalDate;
import qinqing.launch.Main;

/** One class for each rule of the house, which has to notice it. None is annotated with a path, so Quarkus ignores them. */
final class PlantedViolations {
    private PlantedViolations() {}
}

final class KnowsTooMuch {
    Class<?> nobodyMayKnow() {
        return Main.class;
    }
}

final class NobodysEndpoint {
    @GET
    public String get() {
        return "";
    }
}

final class HiddenEndpoint {
    @GET
    @PermitAll
    String get() {
        return "";
    }
}

final class EntityEndpoint {
    @GET
    @PermitAll
    public Uni<PublicEntity> get() {
        return Uni.createFrom().nothing();
    }
}

final class OwnTime {
    LocalDate today() {
        return LocalDate.now();
    }
}

final class Blocking {
    String wait(Uni<String> later) {
        return later.await().indefinitely();
    }
}

final class Interleaving {
    Uni<Object> both(Uni<Object> one, Uni<Object> other) {
        return Uni.combine().any().of(one, other);
    }
}

final class Starving {
    Starving(io.vertx.mutiny.sqlclient.Pool pool) {}
}

final class Removing {
    Uni<Void> remove(org.hibernate.reactive.mutiny.Mutiny.Session session, Object entity) {
        return session.remove(entity);
    }
}

final class SomeHelper {}

final class OwnCrypto {
    Class<?> cipher() {
        return javax.crypto.Cipher.class;
    }
}

final class OwnSignature {
    java.security.Signature sign() throws java.security.NoSuchAlgorithmException {
        return java.security.Signature.getInstance("SHA256withECDSA");
    }
}

@qinqing.kernel.Secret
record TalkativeSecret(String value) {}

final class LoggedSecret {
    private static final org.jboss.logging.Logger LOG = org.jboss.logging.Logger.getLogger(LoggedSecret.class);

    void tell(qinqing.kernel.IdNumber number) {
        LOG.infof("somebody has %s", number);
    }
}

final class ComposedSql {
    private static final String CONSTANT = "select id from unit where %s";

    void ask(java.sql.Connection connection, String column) throws java.sql.SQLException {
        connection.createStatement().executeQuery("select name from unit where " + column + " = 1");
    }

    void askFormatted(java.sql.Connection connection, String column) throws java.sql.SQLException {
        connection.createStatement().executeQuery(CONSTANT.formatted(column));
    }
}
