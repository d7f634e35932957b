package qinqing.notification;

import java.util.UUID;

/** Whom a message is for. An official reads it with the account bound to them, also one that is bound later. */
public sealed interface Addressee {
    record OfAccount(UUID accountId) implements Addressee {}

    record OfOfficial(UUID officialId) implements Addressee {}
}
