package qinqing.planted;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** An entity that everyone may use: the rule that keeps them inside their package has to notice it. */
@Entity
public class PublicEntity {
    @Id
    UUID id = new UUID(0, 0);
}
