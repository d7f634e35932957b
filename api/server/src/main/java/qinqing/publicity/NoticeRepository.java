package qinqing.publicity;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class NoticeRepository implements PanacheRepositoryBase<Notice, UUID> {}
