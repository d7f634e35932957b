package qinqing.http;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A range of addresses in CIDR form.
 *
 * @param bits of the prefix that counts
 */
public record Network(InetAddress prefix, int bits) {
    public static Optional<Network> parse(String cidr) {
        var parts = cidr.split("/", -1);
        try {
            var prefix = InetAddress.ofLiteral(parts[0]);
            int longest = prefix.getAddress().length * Byte.SIZE;
            int bits = parts.length == 1 ? longest : Integer.parseInt(parts[1]);
            return parts.length <= 2 && bits >= 0 && bits <= longest
                    ? Optional.of(new Network(prefix, bits))
                    : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    public boolean contains(String address) {
        byte[] wanted = prefix.getAddress();
        byte[] given;
        try {
            given = InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
        if (wanted.length != given.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((wanted[bit / Byte.SIZE] ^ given[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
