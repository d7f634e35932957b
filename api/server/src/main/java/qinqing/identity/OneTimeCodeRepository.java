package qinqing.identity;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class OneTimeCodeRepository implements PanacheRepositoryBase<OneTimeCode, UUID> {}
