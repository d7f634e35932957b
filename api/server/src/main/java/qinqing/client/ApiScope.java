package qinqing.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** What a system may be allowed to do; the words are the contract's. */
enum ApiScope {
    SITES_WRITE("sites:write"),
    PROGRAMMES_READ("programmes:read"),
    PROGRAMMES_WRITE("programmes:write"),
    BENEFICIARIES_WRITE("beneficiaries:write"),
    MATCHING_QUERY("matching:query"),
    CLEARANCES_WRITE("clearances:write"),
    CLEARANCES_READ("clearances:read"),
    SANDBOX("sandbox");

    private final String word;

    ApiScope(String word) {
        this.word = word;
    }

    @JsonValue
    String word() {
        return word;
    }

    @JsonCreator
    static ApiScope of(String word) {
        return find(word).orElseThrow(() -> new IllegalArgumentException("no such scope"));
    }

    static Optional<ApiScope> find(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }
}
