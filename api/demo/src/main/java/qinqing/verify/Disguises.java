package qinqing.verify;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ways a value may lie about without being sealed: written in other characters, with separators, backwards, in
 * base64 or hexadecimal digits, or as a hash without a key, which for ID numbers is as good as the number.
 */
final class Disguises {

    private static final Charset GB18030 = Charset.forName("GB18030");

    private Disguises() {}

    /** By the name of the disguise. */
    static Map<String, byte[]> of(String value) {
        var all = new LinkedHashMap<String, byte[]>();
        all.put("UTF-8", utf8(value));
        all.put("UTF-16LE", value.getBytes(StandardCharsets.UTF_16LE));
        all.put("UTF-16BE", value.getBytes(StandardCharsets.UTF_16BE));
        all.put("GB18030", value.getBytes(GB18030));
        var backwards = new StringBuilder(value).reverse().toString();
        all.put("reversed", utf8(backwards));
        all.put("reversed UTF-16LE", backwards.getBytes(StandardCharsets.UTF_16LE));
        all.put("reversed UTF-16BE", backwards.getBytes(StandardCharsets.UTF_16BE));
        all.put("hex", utf8(HexFormat.of().formatHex(utf8(value))));
        all.put("HEX", utf8(HexFormat.of().withUpperCase().formatHex(utf8(value))));
        all.put("hex of UTF-16LE", utf8(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_16LE))));
        all.put("hex of UTF-16BE", utf8(HexFormat.of().formatHex(value.getBytes(StandardCharsets.UTF_16BE))));
        base64(all, "", utf8(value));
        base64(all, " of UTF-16LE", value.getBytes(StandardCharsets.UTF_16LE));
        base64(all, " of UTF-16BE", value.getBytes(StandardCharsets.UTF_16BE));
        for (var algorithm : new String[] {"MD5", "SHA-1", "SHA-256"}) {
            var hash = hash(algorithm, utf8(value));
            all.put(algorithm, hash);
            all.put(algorithm + " in hex", utf8(HexFormat.of().formatHex(hash)));
            all.put(
                    algorithm + " in base64",
                    utf8(Base64.getEncoder().withoutPadding().encodeToString(hash)));
        }
        if (value.chars().allMatch(c -> c < 0x80)) {
            digits(all, value);
        } else {
            all.put("JSON escapes", utf8(escaped(value)));
            all.put("percent", utf8(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8)));
        }
        return all;
    }

    /** ID numbers in 6, 8 and 4 digits, phones in 3, 4 and 4, and digit by digit. */
    private static void digits(Map<String, byte[]> all, String value) {
        all.put("lower case", utf8(value.toLowerCase(java.util.Locale.ROOT)));
        var cuts = value.length() == 18 ? new int[] {6, 14} : new int[] {3, 7};
        for (var separator : new String[] {" ", "-", ".", "_", "\u00a0", "\u3000"}) {
            all.put(
                    "separated by U+%04x".formatted((int) separator.charAt(0)),
                    utf8(value.substring(0, cuts[0])
                            + separator
                            + value.substring(cuts[0], cuts[1])
                            + separator
                            + value.substring(cuts[1])));
            all.put(
                    "each separated by U+%04x".formatted((int) separator.charAt(0)),
                    utf8(String.join(separator, value.split(""))));
        }
        var wide = new StringBuilder();
        value.chars().forEach(c -> wide.append((char) (c + 0xfee0)));
        all.put("full width", utf8(wide.toString()));
    }

    /** What stays of the value wherever it begins among groups of three bytes; in both alphabets. */
    private static void base64(Map<String, byte[]> all, String of, byte[] bytes) {
        for (var before = 0; before < 3; before++) {
            var shifted = new byte[before + bytes.length];
            System.arraycopy(bytes, 0, shifted, before, bytes.length);
            var from = (before * 8 + 5) / 6;
            var to = shifted.length * 8 / 6;
            all.put(
                    "base64 at " + before + of,
                    utf8(Base64.getEncoder().encodeToString(shifted).substring(from, to)));
            all.put(
                    "base64url at " + before + of,
                    utf8(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to)));
        }
    }

    private static String escaped(String value) {
        var text = new StringBuilder();
        value.chars().forEach(c -> text.append(c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return text.toString();
    }

    private static byte[] hash(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
