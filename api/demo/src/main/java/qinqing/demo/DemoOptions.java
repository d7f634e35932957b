package qinqing.demo;

import java.util.Locale;

/**
 * What was asked for on the command line.
 *
 * @param staysUp false with {@code --exit}
 */
record DemoOptions(CountySize size, long seed, boolean staysUp) {

    static final String USAGE = """
            ./qinqing demo [--size small|county] [--seed N] [--exit]

              --size small     a dozen units, some sixty officials, 3 000 beneficiary rows (default); about a minute
              --size county    10 000 officials, 150 000 relatives, 1 000 000 beneficiary rows; about a quarter of an hour
              --seed N         another county of the same size (default 1)
              --exit           stop the server at the end
            """;

    /** What {@link #parse} made of the arguments. */
    sealed interface Parsed {
        record Run(DemoOptions options) implements Parsed {}

        /** @param complaint empty when help was asked for */
        record Explain(String complaint) implements Parsed {}
    }

    static Parsed parse(String... arguments) {
        var size = CountySize.SMALL;
        long seed = 1;
        var staysUp = true;
        for (var at = 0; at < arguments.length; at++) {
            switch (arguments[at]) {
                case "--help", "-h" -> {
                    return new Parsed.Explain("");
                }
                case "--exit" -> staysUp = false;
                case "--size", "--seed" -> {
                    var option = arguments[at++];
                    var value = at < arguments.length ? arguments[at] : "";
                    if (option.equals("--seed") && value.matches("-?\\d{1,18}")) {
                        seed = Long.parseLong(value);
                    } else if (option.equals("--size") && value.matches("small|county")) {
                        size = CountySize.valueOf(value.toUpperCase(Locale.ROOT));
                    } else {
                        return new Parsed.Explain(option + (value.isEmpty() ? " needs a value" : " can't be " + value));
                    }
                }
                default -> {
                    return new Parsed.Explain("unknown option: " + arguments[at]);
                }
            }
        }
        return new Parsed.Run(new DemoOptions(size, seed, staysUp));
    }
}
