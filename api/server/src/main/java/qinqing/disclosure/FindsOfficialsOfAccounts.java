package qinqing.disclosure;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import qinqing.invitation.FindsOfficials;
import qinqing.vault.BlindIndex;
import qinqing.vault.IndexPurpose;
import qinqing.vault.Indexer;

/** Tells whose account it is that is being made, by the tokens of the register. */
@Singleton
class FindsOfficialsOfAccounts implements FindsOfficials {
    private static final String BY_ID =
            "select person_token, '', id from official where status = 'ACTIVE' and person_token = any(?)";
    private static final String BY_PHONE =
            "select phone_token, name_key, id from official where status = 'ACTIVE' and phone_token = any(?)";

    private record Key(Token token, String name) {}

    private final BlindIndex index;

    FindsOfficialsOfAccounts(BlindIndex index) {
        this.index = index;
    }

    @Override
    public List<Optional<UUID>> find(Connection transaction, List<Person> people) throws SQLException {
        var indexer = index.indexer();
        var byId = read(
                transaction,
                BY_ID,
                people.stream()
                        .flatMap(person -> person.idNumber().stream())
                        .flatMap(number -> indexer.tokens(IndexPurpose.PERSON, number.value()).stream())
                        .toList());
        var byPhone = read(
                transaction,
                BY_PHONE,
                people.stream()
                        .flatMap(person -> indexer
                                .tokens(IndexPurpose.PHONE, person.phone().value())
                                .stream())
                        .toList());
        var found = new ArrayList<Optional<UUID>>(people.size());
        for (var person : people) {
            found.add(only(
                    person.idNumber().isPresent()
                            ? fitting(
                                    byId,
                                    indexer,
                                    IndexPurpose.PERSON,
                                    person.idNumber().get().value(),
                                    "")
                            : fitting(
                                    byPhone,
                                    indexer,
                                    IndexPurpose.PHONE,
                                    person.phone().value(),
                                    person.name().key())));
        }
        return found;
    }

    private static Map<Key, Set<UUID>> read(Connection transaction, String sql, List<byte[]> tokens)
            throws SQLException {
        var found = new HashMap<Key, Set<UUID>>();
        try (var question = transaction.prepareStatement(sql)) {
            question.setArray(1, transaction.createArrayOf("bytea", tokens.toArray(byte[][]::new)));
            try (var row = question.executeQuery()) {
                while (row.next()) {
                    found.computeIfAbsent(new Key(new Token(row.getBytes(1)), row.getString(2)), key -> new HashSet<>())
                            .add(row.getObject(3, UUID.class));
                }
            }
        }
        return found;
    }

    private static Set<UUID> fitting(
            Map<Key, Set<UUID>> found, Indexer indexer, IndexPurpose purpose, String value, String name) {
        var fitting = new HashSet<UUID>();
        for (var token : indexer.tokens(purpose, value)) {
            fitting.addAll(found.getOrDefault(new Key(new Token(token), name), Set.of()));
        }
        return fitting;
    }

    private static Optional<UUID> only(Set<UUID> fitting) {
        return fitting.size() == 1 ? Optional.of(fitting.iterator().next()) : Optional.empty();
    }
}
