package qinqing.vault;

import java.util.List;
import java.util.stream.Stream;

/** What a key is for. Each purpose has keys of its own, so that breaking or handing out one opens nothing else. */
public sealed interface KeyPurpose permits Suite, IndexPurpose, MacPurpose, SigningPurpose {

    /** The name under which the key store files the purpose. Stored: constants must not be renamed. */
    String code();

    /** The largest key id of this purpose; ids begin at 1. */
    int largestId();

    /** The algorithm a new key of this purpose gets where {@code house} is the suite of the installation. */
    KeyAlgorithm algorithmIn(Suite house);

    /** All purposes there are. */
    static List<KeyPurpose> all() {
        return Stream.<KeyPurpose[]>of(
                        Suite.values(), IndexPurpose.values(), MacPurpose.values(), SigningPurpose.values())
                .<KeyPurpose>flatMap(Stream::of)
                .toList();
    }
}
