package qinqing.linkage.kit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import qinqing.linkage.Band;
import qinqing.linkage.engine.Hit;
import qinqing.linkage.engine.MatchReport;
import qinqing.linkage.engine.Matching;
import qinqing.linkage.engine.Model;

/** {@code link relatives.csv beneficiaries.csv -o hits.csv [--officials officials.csv] [--threads N] [--model file]}. */
public final class LinkCommand {

    static final String HEADER = "relative_id,beneficiary_id,role,score,band,explanation";

    private static final String USAGE = """
            用法：./qinqing link 亲属.csv 受益人.csv -o 命中.csv [--officials 干部.csv] [--threads N] [--model 模型文件]
                  ./qinqing link generate 目录 [--seed N] [--officials N] [--rows N] [--style a|b|c|d]
                  ./qinqing link evaluate 命中.csv 真值.csv [--plot 可靠性.png] [--check]
                  ./qinqing link train 目录... -o 模型文件""";

    private LinkCommand() {}

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), out, err));
    }

    /** Exit code: 0 done, 1 a bar was missed, 2 the call or the input is unusable. */
    static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            return switch (args.isEmpty() ? "" : args.getFirst()) {
                case "", "help", "--help", "-h" -> {
                    out.println(USAGE);
                    yield args.isEmpty() ? 2 : 0;
                }
                case "generate" -> generate(args.subList(1, args.size()), out);
                case "evaluate" -> evaluate(args.subList(1, args.size()), out);
                case "train" -> train(args.subList(1, args.size()), out);
                default -> link(args, err);
            };
        } catch (Table.Unusable | Model.NotAModel e) {
            err.println("link: " + e.getMessage());
            return 2;
        } catch (UncheckedIOException | IOException e) {
            err.println("link: 读写文件出错：" + e.getMessage());
            return 2;
        } catch (OutOfMemoryError e) {
            err.println("link: 内存不足，请用 QINQING_HEAP=2g 之类加大后再试");
            return 2;
        }
    }

    /** Options with a value, and the words without. */
    static Map<String, String> options(List<String> args, List<String> words, List<String> known, List<String> flags) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (flags.contains(arg)) {
                options.put(arg, "");
            } else if (known.contains(arg)) {
                if (i + 1 == args.size()) {
                    throw new Table.Unusable(arg + " 后面缺少值\n" + USAGE);
                }
                options.put(arg, args.get(++i));
            } else if (arg.startsWith("-")) {
                throw new Table.Unusable("没有这个选项：" + arg + "\n" + USAGE);
            } else {
                words.add(arg);
            }
        }
        return options;
    }

    static int number(Map<String, String> options, String name, int otherwise, int most) {
        String value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new Table.Unusable(name + " 须为整数：" + value);
        }
        throw new Table.Unusable(name + " 须在 0 与 " + most + " 之间：" + value);
    }

    private static int link(List<String> args, PrintStream err) throws IOException {
        List<String> words = new ArrayList<>();
        Map<String, String> options =
                options(args, words, List.of("-o", "--officials", "--threads", "--model"), List.of());
        String target = options.get("-o");
        if (words.size() != 2 || target == null) {
            throw new Table.Unusable("需要两个输入文件和 -o\n" + USAGE);
        }
        int threads =
                Math.max(1, number(options, "--threads", Runtime.getRuntime().availableProcessors(), 1024));
        String modelFile = options.get("--model");
        Model model = modelFile == null ? Model.standard() : Model.read(Path.of(modelFile));
        long start = System.nanoTime();
        Matching matching = new Matching(model, threads);
        Inputs inputs = new Inputs(matching, threads);
        inputs.relatives(Path.of(words.get(0)));
        String officials = options.get("--officials");
        if (officials != null) {
            inputs.officials(Path.of(officials));
        }
        inputs.beneficiaries(Path.of(words.get(1)));
        double reading = (System.nanoTime() - start) / 1e9;
        MatchReport report = write(matching, Path.of(target));
        tell(report, reading, (System.nanoTime() - start) / 1e9, err);
        return 0;
    }

    private static int generate(List<String> args, PrintStream out) throws IOException {
        List<String> words = new ArrayList<>();
        Map<String, String> options =
                options(args, words, List.of("--seed", "--officials", "--rows", "--style"), List.of());
        if (words.size() != 1) {
            throw new Table.Unusable("需要一个目录\n" + USAGE);
        }
        int seed = number(options, "--seed", 1, Integer.MAX_VALUE);
        int officials = Math.max(1, number(options, "--officials", 1000, 1_000_000));
        int rows = Math.max(1, number(options, "--rows", 100_000, 100_000_000));
        CountyStyle style = CountyStyle.of(options.getOrDefault("--style", "a"));
        Path folder = Path.of(words.getFirst());
        new CountyGenerator(seed, style, officials, rows).write(folder);
        out.println("已生成：" + folder + "（officials、relatives、beneficiaries、gold、traps）");
        return 0;
    }

    private static int train(List<String> args, PrintStream out) throws IOException {
        List<String> words = new ArrayList<>();
        Map<String, String> options = options(args, words, List.of("-o", "--version"), List.of());
        String target = options.get("-o");
        if (words.isEmpty() || target == null) {
            throw new Table.Unusable("需要一个或多个 generate 生成的目录，和 -o\n" + USAGE);
        }
        List<Path> counties = words.stream().map(Path::of).toList();
        String text = new Training(Runtime.getRuntime().availableProcessors())
                .calibrated(counties, options.getOrDefault("--version", "own-1"));
        Files.writeString(Path.of(target), text);
        out.println("已写出模型：" + target);
        return 0;
    }

    private static int evaluate(List<String> args, PrintStream out) throws IOException {
        List<String> words = new ArrayList<>();
        Map<String, String> options = options(args, words, List.of("--plot"), List.of("--check"));
        if (words.size() != 2) {
            throw new Table.Unusable("需要命中文件和真值文件\n" + USAGE);
        }
        Evaluation evaluation = new Evaluation(Path.of(words.get(0)), Path.of(words.get(1)));
        out.print(evaluation.report());
        String plot = options.get("--plot");
        if (plot != null) {
            System.setProperty("java.awt.headless", "true");
            ReliabilityPlot.draw(evaluation.byScore(), evaluation.calibrationError(), Path.of(plot));
        }
        if (options.containsKey("--check")) {
            List<String> missed = evaluation.missedBars();
            missed.forEach(bar -> out.println("MISSED: " + bar));
            return missed.isEmpty() ? 0 : 1;
        }
        return 0;
    }

    /** Beside the target first, so that a broken run leaves no half file under its name. */
    private static MatchReport write(Matching matching, Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        MatchReport report;
        try (BufferedWriter writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            writer.write(HEADER);
            writer.write('\n');
            report = matching.run(hit -> {
                try {
                    writer.write(line(hit));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        return report;
    }

    static String line(Hit hit) {
        return quoted(hit.relativeId())
                + ','
                + quoted(hit.beneficiaryId())
                + ','
                + hit.role().word()
                + ','
                + score(hit.score())
                + ','
                + hit.band()
                + ','
                + quoted(hit.explanation())
                + '\n';
    }

    /** Six decimals, never rounded up to a certainty that no comparison gives. */
    private static String score(double score) {
        long millionths = Math.clamp((long) Math.floor(score * 1e6), 0, 999_999);
        String digits = Long.toString(millionths);
        return "0." + "0".repeat(6 - digits.length()) + digits;
    }

    static String quoted(String cell) {
        boolean plain =
                cell.indexOf(',') < 0 && cell.indexOf('"') < 0 && cell.indexOf('\n') < 0 && cell.indexOf('\r') < 0;
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static void tell(MatchReport r, double reading, double total, PrintStream err) {
        double compare = r.seconds().getOrDefault("compare", 0.0);
        Runtime runtime = Runtime.getRuntime();
        err.printf("模型 %s；亲属及干部 %d，名单 %d 行 %d 人，比对 %d 对", r.model(), r.subjects(), r.rows(), r.persons(), r.pairs());
        err.printf("（每秒 %.0f 对）%n", compare > 0 ? r.pairs() / compare : 0);
        for (Band band : Band.values()) {
            err.printf(
                    "%-9s %8d 条，预计错 %.1f 条%n",
                    band, r.hits().get(band), r.expectedWrong().get(band));
        }
        if (r.hotKeys() > 0) {
            err.printf("注意：%d 次检索因同一号码或姓名过多而只取同名者或略过%n", r.hotKeys());
        }
        StringBuilder steps = new StringBuilder();
        r.seconds().forEach((step, s) -> steps.append(String.format(" %s %.1f", step, s)));
        err.printf(
                "用时 %.1f 秒（读文件 %.1f，%s），堆内存占用 %d MiB%n",
                total, reading, steps.toString().strip(), (runtime.totalMemory() - runtime.freeMemory()) >> 20);
    }
}
