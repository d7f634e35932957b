package qinqing.linkage.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import qinqing.linkage.Band;
import qinqing.linkage.field.Address;
import qinqing.linkage.field.Hash;
import qinqing.linkage.field.PrintedNumber;

/**
 * One comparison of declarations with lists. Declare, add rows (both from any thread), then {@link #run} once. The hits are
 * the same, byte for byte, for any order of input and any number of threads. Memory follows the rows: some 300 bytes each.
 */
public final class Matching {

    private static final int CHUNK = 4096;
    private static final int ROUNDS = 5;
    private static final int FEW = 24;
    /** Rows a list must have before it is thought to have habits of its own. */
    private static final int OWN_HABITS = 60;
    /** Pairs below this chance at first sight are not looked at again. */
    private static final double HOPELESS = 1e-5;

    private final Model model;
    private final int threads;
    private final Reading reading = new Reading();
    private final List<Subject> relatives = new ArrayList<>();
    private final List<Applicant> applicants = new ArrayList<>();
    private long rows;

    /** @param threads to work with, at least one */
    public Matching(Model model, int threads) {
        this.model = model;
        this.threads = Math.max(1, threads);
    }

    public void declare(Collection<Relative> some) {
        List<Subject> read = some.stream().map(reading::subject).toList();
        synchronized (relatives) {
            relatives.addAll(read);
        }
    }

    public void declareOfficials(Collection<Official> some) {
        List<Subject> read = some.stream().map(reading::subject).toList();
        synchronized (relatives) {
            relatives.addAll(read);
        }
    }

    public void addRows(Collection<BeneficiaryRow> some) {
        List<Applicant> read = new ArrayList<>(some.size() + 8);
        for (BeneficiaryRow row : some) {
            reading.applicants(row, read::add);
        }
        synchronized (applicants) {
            applicants.addAll(read);
            rows += some.size();
        }
    }

    /** A found pair before it is put in words. */
    record Found(Subject subject, Applicant applicant, long levels, double probability, boolean contested) {}

    /**
     * Compares all and hands out the hits, ordered by relative, row and role.
     *
     * @param out is called on the caller's thread
     */
    public MatchReport run(Consumer<Hit> out) {
        reading.close();
        Map<String, Double> seconds = new LinkedHashMap<>();
        long t = System.nanoTime();
        ExecutorService workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().factory());
        try {
            readAgain(workers);
            relatives.sort(Comparator.comparing((Subject s) -> s.official)
                    .thenComparing(s -> s.id)
                    .thenComparing(s -> s.name.written)
                    .thenComparingLong(s -> s.number.packed)
                    .thenComparingLong(s -> s.phone.digits())
                    .thenComparingLong(s -> s.addresses[0].whole()));
            officialsBirth();
            personKeys();
            infer();
            t = lap(seconds, "read", t);
            Population population = new Population(relatives, applicants);
            t = lap(seconds, "count", t);
            Candidates candidates = new Candidates(relatives, applicants);
            t = lap(seconds, "index", t);
            List<Pairs> chunks = compare(workers, population, candidates);
            t = lap(seconds, "compare", t);
            Learning learning = learn(workers, chunks);
            t = lap(seconds, "learn", t);
            List<Found> found = decide(workers, chunks, learning);
            double certainFrom = Bands.certainFrom(found);
            Map<Band, Long> hits = new EnumMap<>(Band.class);
            Map<Band, Double> wrong = new EnumMap<>(Band.class);
            for (Band band : Band.values()) {
                hits.put(band, 0L);
                wrong.put(band, 0.0);
            }
            for (Found f : found) {
                Band band = Bands.of(f, certainFrom);
                hits.merge(band, 1L, Long::sum);
                wrong.merge(band, 1 - f.probability, Double::sum);
                out.accept(new Hit(
                        f.subject.id,
                        f.applicant.rowId,
                        f.subject.official ? Role.OFFICIAL_SELF : f.applicant.role,
                        f.probability,
                        band,
                        Explanation.of(f, band)));
            }
            lap(seconds, "decide", t);
            long pairs = chunks.stream().mapToLong(c -> c.scored).sum();
            long hot = chunks.stream().mapToLong(c -> c.hot).sum();
            return new MatchReport(
                    relatives.size(),
                    rows,
                    applicants.size(),
                    pairs,
                    hits,
                    wrong,
                    hot,
                    learning.appears(),
                    model.version(),
                    seconds);
        } finally {
            workers.shutdownNow();
        }
    }

    private static long lap(Map<String, Double> seconds, String step, long since) {
        long now = System.nanoTime();
        seconds.put(step, (now - since) / 1e9);
        return now;
    }

    /** Addresses that lack the words for their levels, now that all towns and villages have been named. */
    private void readAgain(ExecutorService workers) {
        for (Subject s : relatives) {
            for (int i = 0; i < s.addresses.length; i++) {
                String text = s.unclear[i];
                if (text != null) {
                    s.addresses[i] = reading.addresses.again(text);
                }
            }
        }
        parallel(workers, chunkCount(), chunk -> {
            for (int i = chunk * CHUNK; i < Math.min(applicants.size(), (chunk + 1) * CHUNK); i++) {
                Applicant a = applicants.get(i);
                String text = a.unclear;
                if (text != null) {
                    a.address = reading.addresses.again(text);
                    a.unclear = null;
                }
            }
            return chunk;
        });
    }

    private int chunkCount() {
        return (applicants.size() + CHUNK - 1) / CHUNK;
    }

    private void officialsBirth() {
        Map<Long, Integer> born = new HashMap<>();
        for (Subject s : relatives) {
            if (s.official && s.number.state == PrintedNumber.State.VALID) {
                byte[] d = s.number.digits;
                born.put(s.declarant, d[6] * 1000 + d[7] * 100 + d[8] * 10 + d[9]);
            }
        }
        for (Subject s : relatives) {
            s.officialBirthYear = s.official ? 0 : born.getOrDefault(s.declarant, 0);
        }
    }

    /**
     * One key for the declarations of one person by several officials: they do not rival each other. Two relatives of one
     * official are two people, whatever their names.
     */
    private void personKeys() {
        Map<Long, Long> known = new HashMap<>();
        Set<Long> ofDeclarant = new HashSet<>();
        for (Subject s : relatives) {
            if (s.number.packed != 0) {
                s.person = Hash.of(s.number.packed, s.name.dialect);
                eachHome(s, home -> {
                    known.merge(home, s.person, (a, b) -> a.equals(b) ? a : 0L);
                    ofDeclarant.add(Hash.of(home, s.declarant));
                });
            }
        }
        for (int i = 0; i < relatives.size(); i++) {
            Subject s = relatives.get(i);
            if (s.number.packed == 0) {
                long[] key = {Hash.of(s.name.exact, i)};
                eachHome(s, home -> {
                    long same = ofDeclarant.add(Hash.of(home, s.declarant)) ? known.getOrDefault(home, 0L) : 0;
                    key[0] = same != 0 ? same : key[0];
                });
                s.person = key[0];
                eachHome(s, home -> known.putIfAbsent(home, key[0]));
            }
        }
    }

    private static void eachHome(Subject s, java.util.function.LongConsumer out) {
        if (s.name.isMissing() || s.name.masked) {
            return;
        }
        if (!s.phone.isMissing() && !s.phone.isMasked()) {
            out.accept(Hash.of(s.name.exact, s.phone.digits(), 1));
        }
        for (Address address : s.addresses) {
            if (address.village() != 0
                    && address.house() != 0) { // namesakes of one village are common, of one door not
                out.accept(Hash.of(Hash.of(s.name.exact, address.village(), 2), address.group(), address.house()));
            }
        }
    }

    /** What other rows of the same name and phone, company or door say of the ID number. */
    private void infer() {
        LongCounts seen = new LongCounts(applicants.size() / 2 + 16);
        for (int i = 0; i < applicants.size(); i++) {
            Applicant a = applicants.get(i);
            if (a.number.state == PrintedNumber.State.VALID) {
                for (long key : ties(a)) {
                    if (key != 0) {
                        int before = seen.get(key);
                        if (before == 0) {
                            seen.put(key, i + 1);
                        } else if (before > 0 && applicants.get(before - 1).number.packed != a.number.packed) {
                            seen.put(key, -1);
                        }
                    }
                }
            }
        }
        for (Applicant a : applicants) {
            if (a.number.state != PrintedNumber.State.VALID) {
                for (long key : ties(a)) {
                    int other = key == 0 ? 0 : seen.get(key);
                    if (other > 0 && a.inferred == 0) {
                        PrintedNumber number = applicants.get(other - 1).number;
                        if (PrintedNumber.compare(number, a.number) != PrintedNumber.Likeness.DIFFERENT) {
                            a.inferred = number.packed;
                        }
                    }
                }
            }
        }
    }

    private static long[] ties(Applicant a) {
        if (a.name.isMissing() || a.name.masked) {
            return new long[0];
        }
        Address home = a.address;
        return new long[] {
            a.phone.isMissing() || a.phone.isMasked() || a.role == Role.LEGAL_REP
                    ? 0
                    : Hash.of(a.name.exact, a.phone.digits(), 1),
            a.uscc == 0 ? 0 : Hash.of(a.name.exact, a.uscc, 2),
            a.company == 0 || a.uscc != 0 ? 0 : Hash.of(a.name.exact, a.company, 3),
            home.village() == 0 || home.house() == 0
                    ? 0
                    : Hash.of(Hash.of(a.name.exact, home.village(), 4), home.group(), home.house())
        };
    }

    private List<Pairs> compare(ExecutorService workers, Population population, Candidates candidates) {
        double[] start = model.m();
        double[] logs = new double[start.length];
        Arrays.setAll(logs, i -> Math.log(Math.max(start[i], 1e-6)));
        return parallel(workers, chunkCount(), chunk -> {
            int from = chunk * CHUNK;
            int to = Math.min(applicants.size(), from + CHUNK);
            Pairs pairs = new Pairs(from, to - from);
            Candidates.Search search = candidates.new Search();
            Comparison comparison = new Comparison(population, model);
            for (int i = from; i < to; i++) {
                pairs.starts[i - from] = pairs.size;
                Applicant a = applicants.get(i);
                int count = search.find(a);
                pairs.scored += count;
                for (int c = 0; c < count; c++) {
                    int subject = search.candidate(c);
                    comparison.compare(relatives.get(subject), a);
                    double odds = Math.exp(Learning.logLikelihood(logs, comparison.levels)) / comparison.others;
                    if (odds > HOPELESS) {
                        pairs.add(subject, comparison.levels, comparison.others);
                    }
                }
            }
            pairs.starts[to - from] = pairs.size;
            pairs.hot = search.hot;
            pairs.trim();
            return pairs;
        });
    }

    private Learning learn(ExecutorService workers, List<Pairs> chunks) {
        Learning learning = new Learning(model);
        LongCounts listSizes = new LongCounts(1024);
        for (Applicant a : applicants) {
            listSizes.add(a.list, 1);
        }
        for (int round = 0; round < ROUNDS; round++) {
            LongFunction<double[]> chances = learning.chances();
            double appears = learning.appears();
            boolean[] found = new boolean[relatives.size()]; // only ever set to true, so threads may share it
            List<Learning.Sums> sums = parallel(workers, chunks.size(), chunk -> {
                Learning.Sums own = new Learning.Sums();
                Pairs pairs = chunks.get(chunk);
                double[] p = new double[16];
                for (int i = 0; i < pairs.applicants(); i++) {
                    int from = pairs.starts[i];
                    int to = pairs.starts[i + 1];
                    if (from < to) {
                        Applicant a = applicants.get(pairs.firstApplicant + i);
                        p = probabilities(pairs, from, to, chances.apply(a.list), appears, p);
                        boolean ownList = listSizes.get(a.list) >= OWN_HABITS;
                        for (int k = from; k < to; k++) {
                            own.add(a.list, ownList, pairs.levels[k], p[k - from]);
                            if (p[k - from] > 0.5) {
                                found[pairs.subjects[k]] = true;
                            }
                        }
                    }
                }
                return own;
            });
            long present = 0;
            for (boolean f : found) {
                present += f ? 1 : 0;
            }
            learning.update(sums, present, relatives.size());
        }
        return learning;
    }

    /** A row is one person: the subjects it may be rival each other and the stranger. */
    private double[] probabilities(Pairs pairs, int from, int to, double[] logs, double appears, double[] reuse) {
        int n = to - from;
        double[] p = reuse.length >= n ? reuse : new double[Math.max(n, reuse.length * 2)];
        for (int k = 0; k < n; k++) {
            p[k] = appears
                    * Math.exp(Learning.logLikelihood(logs, pairs.levels[from + k]))
                    / Math.max(pairs.others[from + k], 1e-300);
        }
        if (n == 1) {
            p[0] = p[0] / (1 + p[0]);
            return p;
        }
        return n <= FEW ? amongFew(pairs, from, n, p) : amongMany(pairs, from, n, p);
    }

    private double[] amongFew(Pairs pairs, int from, int n, double[] p) {
        double[] best = new double[n];
        for (int k = 0; k < n; k++) {
            long person = person(pairs, from + k);
            for (int j = 0; j < n; j++) {
                best[k] = person(pairs, from + j) == person ? Math.max(best[k], p[j]) : best[k];
            }
        }
        double sum = 1;
        for (int k = 0; k < n; k++) {
            boolean first = true;
            for (int j = 0; j < k; j++) {
                first &= person(pairs, from + j) != person(pairs, from + k);
            }
            sum += first ? best[k] : 0;
        }
        for (int k = 0; k < n; k++) {
            p[k] = best[k] / sum;
        }
        return p;
    }

    private double[] amongMany(Pairs pairs, int from, int n, double[] p) {
        Map<Long, Double> best = new HashMap<>(n * 2);
        for (int k = 0; k < n; k++) {
            best.merge(person(pairs, from + k), p[k], Math::max);
        }
        double sum = 1;
        for (double odds :
                best.values().stream().mapToDouble(Double::doubleValue).sorted().toArray()) {
            sum += odds; // in the order of size, so that no order of hashing shows
        }
        for (int k = 0; k < n; k++) {
            p[k] = best.getOrDefault(person(pairs, from + k), 0.0) / sum;
        }
        return p;
    }

    private long person(Pairs pairs, int pair) {
        return relatives.get(pairs.subjects[pair]).person;
    }

    private List<Found> decide(ExecutorService workers, List<Pairs> chunks, Learning learning) {
        LongFunction<double[]> chances = learning.chances();
        List<List<Found>> parts = parallel(workers, chunks.size(), chunk -> {
            List<Found> found = new ArrayList<>();
            Pairs pairs = chunks.get(chunk);
            double[] p = new double[16];
            for (int i = 0; i < pairs.applicants(); i++) {
                int from = pairs.starts[i];
                int to = pairs.starts[i + 1];
                if (from == to) {
                    continue;
                }
                Applicant a = applicants.get(pairs.firstApplicant + i);
                p = probabilities(pairs, from, to, chances.apply(a.list), learning.appears(), p);
                for (int k = from; k < to; k++) {
                    double calibrated = model.calibrated(p[k - from]);
                    if (calibrated >= Bands.REPORTED_FROM) {
                        found.add(new Found(
                                relatives.get(pairs.subjects[k]), a, pairs.levels[k], calibrated, to - from > 1));
                    }
                }
            }
            return found;
        });
        List<Found> all = new ArrayList<>();
        parts.forEach(all::addAll);
        all.sort(Comparator.comparing((Found f) -> f.subject.id)
                .thenComparing(f -> f.applicant.rowId)
                .thenComparing(f -> f.subject.official ? Role.OFFICIAL_SELF : f.applicant.role)
                .thenComparing(f -> f.applicant.role)
                .thenComparing(Comparator.comparingDouble(Found::probability).reversed())
                .thenComparingLong(Found::levels)
                .thenComparing(f -> f.applicant.name.written)
                .thenComparingLong(f -> f.applicant.number.packed));
        return all;
    }

    /** The results in the order of their numbers, whoever finished first. */
    private <T> List<T> parallel(ExecutorService workers, int count, IntFunction<T> work) {
        Object[] results = new Object[count];
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        for (int w = 0; w < Math.min(threads, count); w++) {
            running.add(workers.submit(() -> {
                for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    results[i] = work.apply(i);
                }
            }));
        }
        try {
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        List<T> list = new ArrayList<>(count);
        for (Object result : results) {
            @SuppressWarnings("unchecked")
            T one = (T) result;
            list.add(one);
        }
        return list;
    }
}
