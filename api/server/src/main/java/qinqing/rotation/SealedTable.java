package qinqing.rotation;

import static qinqing.vault.FieldKind.ADDRESS;
import static qinqing.vault.FieldKind.DOCUMENT;
import static qinqing.vault.FieldKind.ID_NUMBER;
import static qinqing.vault.FieldKind.PHONE;
import static qinqing.vault.FieldKind.STORED_ANSWER;
import static qinqing.vault.FieldKind.TOTP_SECRET;

import java.util.List;
import qinqing.vault.FieldKind;
import qinqing.vault.IndexPurpose;

/**
 * Where sealed values and the tokens made of them lie: every column of the schema whose name says so, or it stands under the
 * exceptions of {@code SealedTableTest}.
 *
 * @param key columns that name a row
 * @param context columns a value is sealed to: one id, or several joined by spaces
 */
record SealedTable(String name, List<String> key, List<String> context, List<Value> values, List<Token> tokens) {

    /** A column with one sealed value. */
    record Value(String column, FieldKind kind) {}

    /**
     * A column with a token.
     *
     * @param of the sealed column it was made of
     */
    record Token(String column, IndexPurpose purpose, String of, Form form) {}

    private static final List<Token> OF_A_PERSON = List.of(
            new Token("person_token", IndexPurpose.PERSON, "id_number_sealed", Form.ID_NUMBER),
            new Token("phone_token", IndexPurpose.PHONE, "phone_sealed", Form.PHONE),
            new Token("address_token", IndexPurpose.ADDRESS, "address_sealed", Form.ADDRESS));

    private static final Token BIRTH =
            new Token("birth_token", IndexPurpose.BIRTH_DATE, "id_number_sealed", Form.BIRTH_DATE);

    private static final List<Value> PERSON = List.of(
            new Value("id_number_sealed", ID_NUMBER),
            new Value("phone_sealed", PHONE),
            new Value("address_sealed", ADDRESS));

    static final List<SealedTable> ALL = List.of(
            of("official", PERSON, OF_A_PERSON),
            of("relative", PERSON, plus(OF_A_PERSON, BIRTH)),
            of("beneficiary", PERSON, plus(OF_A_PERSON, BIRTH)),
            of("declaration", List.of(new Value("content_sealed", DOCUMENT)), List.of()),
            new SealedTable(
                    "declaration_draft",
                    List.of("official_id"),
                    List.of("official_id"),
                    List.of(new Value("content_sealed", DOCUMENT)),
                    List.of()),
            of(
                    "staff",
                    List.of(new Value("content_sealed", DOCUMENT), new Value("photo_sealed", DOCUMENT)),
                    List.of(new Token(
                            "person_token", IndexPurpose.PERSON, "content_sealed", Form.ID_NUMBER_IN_DOCUMENT))),
            of(
                    "account",
                    List.of(new Value("phone_sealed", PHONE), new Value("totp_sealed", TOTP_SECRET)),
                    List.of(new Token("phone_token", IndexPurpose.LOGIN, "phone_sealed", Form.PHONE))),
            new SealedTable(
                    "invitation_code",
                    List.of("import_id", "row_number"),
                    List.of("account_id"),
                    List.of(new Value("content_sealed", DOCUMENT)),
                    List.of()),
            of("code_message", List.of(new Value("content_sealed", DOCUMENT)), List.of()),
            of("display_photo", List.of(new Value("content_sealed", DOCUMENT)), List.of()),
            of("objection", List.of(new Value("text_sealed", DOCUMENT), new Value("contact_sealed", PHONE)), List.of()),
            new SealedTable(
                    "idempotent_answer",
                    List.of("actor_id", "operation", "key"),
                    List.of("actor_id", "operation", "key"),
                    List.of(new Value("content_sealed", STORED_ANSWER)),
                    List.of()));

    private static SealedTable of(String name, List<Value> values, List<Token> tokens) {
        return new SealedTable(name, List.of("id"), List.of("id"), values, tokens);
    }

    private static List<Token> plus(List<Token> tokens, Token another) {
        return java.util.stream.Stream.concat(tokens.stream(), java.util.stream.Stream.of(another))
                .toList();
    }
}
