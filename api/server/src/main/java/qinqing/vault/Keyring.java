package qinqing.vault;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All keys at one moment, and their written form: a line per key, wrapped by the root key, and a MAC over the whole,
 * so that no line can be left out, moved or taken from another file. Immutable.
 *
 * @param keys by purpose, newest first; the newest is active
 * @param retiredRoots root keys whose files may still be lying about and have to go
 */
record Keyring(Map<KeyPurpose, List<Key>> keys, Set<String> retiredRoots) {

    private static final String TITLE = "qinqing keyring 1";
    private static final String HINT = "# The first key of each purpose is active, the others only read. Do not edit.";
    private static final Map<String, KeyPurpose> PURPOSES =
            KeyPurpose.all().stream().collect(Collectors.toUnmodifiableMap(KeyPurpose::code, Function.identity()));

    static final Keyring EMPTY = new Keyring(Map.of(), Set.of());

    Keyring {
        Map<KeyPurpose, List<Key>> copy = new LinkedHashMap<>();
        keys.forEach((purpose, list) -> copy.put(purpose, List.copyOf(list)));
        keys = copy;
        retiredRoots = Set.copyOf(retiredRoots);
    }

    List<Key> readable(KeyPurpose purpose) {
        return keys.getOrDefault(purpose, List.of());
    }

    Key active(KeyPurpose purpose) {
        List<Key> readable = readable(purpose);
        if (readable.isEmpty()) {
            throw new KeysUnavailableException("The keyring has no key for " + purpose.code() + ".");
        }
        return readable.getFirst();
    }

    Optional<Key> find(KeyPurpose purpose, int id) {
        for (Key key : readable(purpose)) {
            if (key.id() == id) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    Keyring with(Key newest) {
        Map<KeyPurpose, List<Key>> more = new LinkedHashMap<>(keys);
        List<Key> list = new ArrayList<>(readable(newest.purpose()));
        list.addFirst(newest);
        more.put(newest.purpose(), list);
        return new Keyring(more, retiredRoots);
    }

    Keyring without(Key gone) {
        Map<KeyPurpose, List<Key>> fewer = new LinkedHashMap<>(keys);
        fewer.put(
                gone.purpose(),
                readable(gone.purpose()).stream().filter(key -> key != gone).toList());
        return new Keyring(fewer, retiredRoots);
    }

    Keyring retiring(Set<String> roots) {
        return new Keyring(keys, roots);
    }

    /**
     * A fresh key. Small ids go round and skip those in use; large ones are drawn, so that a value of another
     * installation meets no key at all.
     */
    Key generate(KeyPurpose purpose, Suite house, Instant now, SecureRandom random) {
        KeyAlgorithm algorithm = purpose.algorithmIn(house);
        byte[] secret = algorithm == KeyAlgorithm.ES256 ? SigningKeys.generate() : new byte[algorithm.secretBytes()];
        if (algorithm != KeyAlgorithm.ES256) {
            random.nextBytes(secret);
        }
        try {
            return new Key(purpose, algorithm, unusedId(purpose, random), now, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private int unusedId(KeyPurpose purpose, SecureRandom random) {
        List<Key> readable = readable(purpose);
        if (readable.size() >= Math.min(purpose.largestId(), 255)) {
            throw new IllegalStateException("too many keys of " + purpose.code() + ": destroy old ones first");
        }
        boolean drawn = purpose.largestId() == Integer.MAX_VALUE;
        int id = readable.isEmpty() ? 0 : readable.getFirst().id();
        do {
            id = drawn ? random.nextInt(1, Integer.MAX_VALUE) : id % purpose.largestId() + 1;
        } while (find(purpose, id).isPresent());
        return id;
    }

    String encode(RootKey root, SecureRandom random) {
        StringBuilder text = new StringBuilder();
        text.append(TITLE).append('\n').append(HINT).append('\n');
        text.append("root ").append(root.name()).append('\n');
        retiredRoots.stream()
                .sorted()
                .forEach(name -> text.append("retired-root ").append(name).append('\n'));
        keys.values()
                .forEach(list ->
                        list.forEach(key -> text.append(line(key, root, random)).append('\n')));
        String body = text.toString();
        return body + "mac " + base64(root.mac(body)) + "\n";
    }

    private static String line(Key key, RootKey root, SecureRandom random) {
        String head = String.join(
                " ", "key", key.purpose().code(), key.algorithm().name(), "" + key.id(), "" + key.createdAt());
        byte[] secret = key.secret();
        try {
            return head + " " + base64(root.wrap(secret, head, random));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** Which root key wraps the keys of this text. */
    static String rootOf(String text) {
        String[] lines = text.split("\n", 4);
        if (lines.length < 4 || !lines[0].equals(TITLE) || !lines[2].matches("root [0-9a-f]{16}")) {
            throw damaged();
        }
        return lines[2].substring("root ".length());
    }

    /**
     * @param before keys already known, whose objects are kept so that batches under way go on with them
     * @throws KeysUnavailableException when the text was changed or cut
     */
    static Keyring decode(String text, RootKey root, Keyring before) {
        int mac = text.lastIndexOf("mac ");
        if (mac < 1 || text.charAt(mac - 1) != '\n') {
            throw damaged();
        }
        String expected = "mac " + base64(root.mac(text.substring(0, mac))) + "\n";
        if (!MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), text.substring(mac).getBytes(StandardCharsets.UTF_8))) {
            throw damaged();
        }
        Map<KeyPurpose, List<Key>> keys = new LinkedHashMap<>();
        Set<String> retired = new HashSet<>();
        for (String line : text.substring(0, mac).split("\n")) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "retired-root" -> retired.add(words[1]);
                case "key" -> {
                    Key key = key(words, root, before);
                    keys.computeIfAbsent(key.purpose(), _ -> new ArrayList<>()).add(key);
                }
                default -> {}
            }
        }
        return new Keyring(keys, retired);
    }

    private static Key key(String[] words, RootKey root, Keyring before) {
        KeyPurpose purpose = PURPOSES.get(words[1]);
        if (purpose == null) {
            throw new KeysUnavailableException(
                    "The keyring holds a key for " + words[1] + ": it was written by a newer version of this program.");
        }
        String head = String.join(" ", Arrays.copyOf(words, 5));
        byte[] secret = new byte[0];
        try {
            secret = root.unwrap(Base64.getDecoder().decode(words[5]), head);
            Key read = new Key(
                    purpose,
                    KeyAlgorithm.valueOf(words[2]),
                    Integer.parseInt(words[3]),
                    Instant.parse(words[4]),
                    secret);
            return before.find(purpose, read.id())
                    .filter(known -> known.createdAt().equals(read.createdAt()))
                    .orElse(read);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw damaged();
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static KeysUnavailableException damaged() {
        return new KeysUnavailableException("The keyring is damaged: restore it from its backup.");
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Keyring" + keys.values();
    }
}
