package qinqing.linkage.engine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What is known of lists before one is seen: the chance of each comparison level for one and the same person, how families
 * look, how often numbers are misused, how scores become probabilities. A text file with a version; each run refines the
 * chances on its own lists and starts from these. Immutable.
 */
public final class Model {

    /** Of the file's layout. A file of another format is refused. */
    public static final String FORMAT = "qinqing-linkage-model/1";

    private static final String RESOURCE = "model.properties";

    private final String version;
    private final double[] m = new double[Feature.COUNT];
    private final Map<String, Double> numbers = new TreeMap<>();
    private final double[] calibrationFrom;
    private final double[] calibrationTo;

    /** Thrown for a file that is no model of this format; the message names the fault in words. */
    public static final class NotAModel extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotAModel(String message) {
            super(message);
        }
    }

    private Model(Properties file) {
        String format = file.getProperty("format", "");
        if (!format.equals(FORMAT)) {
            throw new NotAModel("模型文件格式为“" + format + "”，本程序只认“" + FORMAT + "”");
        }
        version = required(file, "version");
        for (Feature feature : Feature.values()) {
            double sum = 0;
            for (Enum<?> level : feature.levels) {
                double value = number(file, "m." + feature + "." + level, 0);
                m[feature.at(level)] = value;
                sum += value;
            }
            if (Math.abs(sum - 1) > 1e-6) {
                throw new NotAModel("模型文件有误：m." + feature + " 各级之和为 " + sum + "，应为 1");
            }
        }
        for (String name : file.stringPropertyNames()) {
            if (name.startsWith("p.")) {
                numbers.put(name.substring(2), number(file, name, 0));
            }
        }
        calibrationFrom = list(file, "calibration.from");
        calibrationTo = list(file, "calibration.to");
        if (calibrationFrom.length != calibrationTo.length || calibrationFrom.length < 2) {
            throw new NotAModel("模型文件有误：calibration 两列长度须相同且不少于 2");
        }
        for (int i = 1; i < calibrationFrom.length; i++) {
            if (calibrationFrom[i] <= calibrationFrom[i - 1] || calibrationTo[i] < calibrationTo[i - 1]) {
                throw new NotAModel("模型文件有误：calibration 须递增");
            }
        }
    }

    private Model(Model other, double[] from, double[] to) {
        version = other.version;
        System.arraycopy(other.m, 0, m, 0, m.length);
        numbers.putAll(other.numbers);
        calibrationFrom = from;
        calibrationTo = to;
    }

    /** The same with its scores left raw, for fitting a calibration. */
    public Model uncalibrated() {
        double[] same = {-12, 12};
        return new Model(this, same, same);
    }

    /** The model inside the jar. */
    public static Model standard() {
        try (InputStream in = Model.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing in the jar");
            }
            return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A model file.
     *
     * @throws NotAModel if it is of another format or not a model
     */
    public static Model read(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return read(reader);
        }
    }

    private static Model read(Reader reader) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new NotAModel("不是模型文件：" + e.getMessage());
        }
        return new Model(properties);
    }

    private static String required(Properties file, String name) {
        String value = file.getProperty(name);
        if (value == null) {
            throw new NotAModel("模型文件缺少 " + name);
        }
        return value;
    }

    private static double number(Properties file, String name, double missing) {
        String value = file.getProperty(name);
        if (value == null) {
            return missing;
        }
        try {
            double number = Double.parseDouble(value.strip());
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new NotAModel("模型文件有误：" + name + " 不是数字");
        }
        throw new NotAModel("模型文件有误：" + name + " 超出范围");
    }

    private static double[] list(Properties file, String name) {
        String[] parts = required(file, name).split(",");
        double[] list = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            try {
                list[i] = Double.parseDouble(parts[i].strip());
            } catch (NumberFormatException e) {
                throw new NotAModel("模型文件有误：" + name + " 不是数字列表");
            }
        }
        return list;
    }

    public String version() {
        return version;
    }

    /** The m-probabilities by level, a copy. */
    double[] m() {
        return m.clone();
    }

    /** A named number of the model. */
    double number(String name) {
        Double value = numbers.get(name);
        if (value == null) {
            throw new NotAModel("模型文件缺少 p." + name);
        }
        return value;
    }

    double kin(Enum<?> level) {
        return number("kin."
                + level.getDeclaringClass().getEnclosingClass().getSimpleName().toLowerCase(Locale.ROOT) + "." + level);
    }

    /** The probability that a raw one has turned out to mean: linear between the points, on the scale of log odds. */
    double calibrated(double raw) {
        double x = logit(raw);
        int last = calibrationFrom.length - 1;
        if (x <= calibrationFrom[0]) {
            return sigmoid(x + calibrationTo[0] - calibrationFrom[0]);
        }
        if (x >= calibrationFrom[last]) {
            return sigmoid(Math.max(calibrationTo[last], calibrationTo[last] + (x - calibrationFrom[last])));
        }
        int i = 1;
        while (x > calibrationFrom[i]) {
            i++;
        }
        double share = (x - calibrationFrom[i - 1]) / (calibrationFrom[i] - calibrationFrom[i - 1]);
        return sigmoid(calibrationTo[i - 1] + share * (calibrationTo[i] - calibrationTo[i - 1]));
    }

    /** Log odds of a probability, kept finite. */
    public static double logit(double p) {
        double q = Math.clamp(p, 1e-12, 1 - 1e-12);
        return Math.log(q / (1 - q));
    }

    static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
