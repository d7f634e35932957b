package qinqing.objection;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class ObjectionRepository implements PanacheRepositoryBase<Objection, UUID> {}
