package qinqing.linkage.engine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import qinqing.linkage.field.Address;
import qinqing.linkage.field.Hash;
import qinqing.linkage.field.Name;
import qinqing.linkage.field.PrintedNumber;
import qinqing.linkage.field.PrintedNumber.State;

/**
 * Finds for a person in a row the subjects worth comparing, by keys that survive damage: the number and its repairs, what
 * a mask shows, phone, name with village, birth date or last digits, rare names. Hot keys (one number or name for
 * thousands) are narrowed, so work stays bounded. Read by any thread once built.
 */
final class Candidates {

    /** A key shared by more subjects says nothing by itself. */
    private static final int HOT = 256;
    /** With only a name to go by, more bearers than this leave each with less than the chance that is reported. */
    private static final int NAMESAKES = 40;
    /** Narrowed keys are cut here; only lists of copies get so far. */
    private static final int MOST = 4096;

    private static final int MOST_SHAPES = 96;
    private static final int BIRTH = 0b11111111_000000;
    private static final int TAIL = 0b1111 << 14;

    private static final int NUMBER = 1;
    private static final int SHAPE = 2;
    private static final int PHONE = 3;
    private static final int NAME_VILLAGE = 4;
    private static final int PARTS_VILLAGE = 5;
    private static final int MASK_VILLAGE = 6;
    private static final int NAME_BIRTH = 7;
    private static final int NAME_TAIL = 8;
    private static final int NAME = 9;
    private static final int NAME_EMPLOYER = 10;
    private static final int NAME_TOWN = 11;
    private static final int NUMBER_NAME = 12;
    private static final int PHONE_NAME = 13;
    private static final int MASK_SHAPE = 14;
    private static final int HEAD_SHAPE = 15;

    private final Postings postings = new Postings();
    private final List<Subject> subjects;
    private final int[] shapes;
    private final int[] nameShapes;

    Candidates(List<Subject> subjects, List<Applicant> applicants) {
        this.subjects = subjects;
        shapes = shapes(applicants);
        nameShapes = nameShapes(applicants);
        for (int i = 0; i < subjects.size(); i++) {
            index(i, subjects.get(i));
        }
        postings.freeze();
    }

    /** The visible positions of the masks in the lists, the most frequent first. */
    private static int[] shapes(List<Applicant> applicants) {
        Map<Integer, Integer> counts = new HashMap<>();
        boolean broken = false;
        for (Applicant a : applicants) {
            if (a.number.state == State.MASKED || a.number.state == State.ROUNDED) {
                counts.merge(a.number.visible(), 1, Integer::sum);
            }
            broken |= a.number.perhapsRounded;
        }
        if (broken) {
            counts.merge((1 << 15) - 1, applicants.size(), Integer::sum);
        }
        return counts.entrySet().stream()
                .filter(e -> Integer.bitCount(e.getKey()) >= 4)
                .sorted((x, y) -> x.getValue().equals(y.getValue())
                        ? Integer.compare(x.getKey(), y.getKey())
                        : Integer.compare(y.getValue(), x.getValue()))
                .limit(MOST_SHAPES)
                .mapToInt(Map.Entry::getKey)
                .sorted()
                .toArray();
    }

    private static int[] nameShapes(List<Applicant> applicants) {
        return applicants.stream()
                .filter(a -> a.name.masked && !a.name.openEnd && a.name.length() <= 20)
                .mapToInt(a -> nameShape(a.name))
                .distinct()
                .sorted()
                .limit(MOST_SHAPES)
                .toArray();
    }

    private static int nameShape(Name name) {
        int bits = 0;
        for (int i = 0; i < name.length(); i++) {
            bits |= name.chars[i] == Name.HIDDEN ? 0 : 1 << i;
        }
        return name.length() << 20 | bits;
    }

    private void index(int i, Subject s) {
        PrintedNumber n = s.number;
        Name name = s.name;
        switch (n.state) {
            case VALID, BROKEN, SHORT, LONG, OTHER -> {
                postings.add(Hash.of(NUMBER, n.packed), i);
                postings.add(Hash.of(NUMBER_NAME, n.packed, name.dialect), i);
                n.repairs(packed -> postings.add(Hash.of(NUMBER, packed), i));
            }
            case ABSENT, MASKED, ROUNDED -> {}
        }
        if (n.isFull()) {
            for (int shape : shapes) {
                long shown = PrintedNumber.key(n.digits, shape);
                postings.add(Hash.of(SHAPE, shown), i);
                postings.add(Hash.of(MASK_SHAPE, shown, name.dialect), i);
                postings.add(Hash.of(HEAD_SHAPE, shown, name.head()), i);
            }
            if (!name.isMissing()) {
                postings.add(Hash.of(NAME_BIRTH, name.dialect, PrintedNumber.key(n.digits, BIRTH)), i);
                postings.add(Hash.of(NAME_TAIL, name.dialect, PrintedNumber.key(n.digits, TAIL)), i);
            }
        }
        if (!s.phone.isMissing() && !s.phone.isMasked()) {
            postings.add(Hash.of(PHONE, s.phone.digits()), i);
            postings.add(Hash.of(PHONE_NAME, s.phone.digits(), name.dialect), i);
        }
        if (name.isMissing()) {
            return;
        }
        postings.add(Hash.of(NAME, name.dialect), i);
        if (s.employer != 0) {
            postings.add(Hash.of(NAME_EMPLOYER, name.dialect, s.employer), i);
        }
        Address before = Address.MISSING;
        for (Address address : s.addresses) {
            if (address.village() != 0 && address.village() != before.village()) {
                indexVillage(i, name, address.village());
            }
            if (address.town() != 0 && address.town() != before.town()) {
                postings.add(Hash.of(NAME_TOWN, name.dialect, address.town()), i);
            }
            before = address;
        }
    }

    private void indexVillage(int i, Name name, long village) {
        postings.add(Hash.of(NAME_VILLAGE, name.dialect, village), i);
        if (name.length() >= 3 && name.length() <= 20) {
            for (int hole = 0; hole < name.length(); hole++) {
                postings.add(Hash.of(PARTS_VILLAGE, name.without(hole), village), i);
            }
        }
        for (int shape : nameShapes) {
            if (shape >>> 20 == name.length()) {
                postings.add(Hash.of(MASK_VILLAGE, name.pattern(shape & 0xFFFFF), village), i);
            }
        }
        postings.add(Hash.of(MASK_VILLAGE, name.head(), village), i);
    }

    /** A place to gather candidates; one for each thread. */
    final class Search {
        private int[] found = new int[64];
        private int size;
        /** Keys too hot to follow. */
        long hot;

        /** Gathers the candidates: each once, ascending. */
        int find(Applicant a) {
            size = 0;
            byNumber(a);
            Name name = a.name;
            if (!a.phone.isMissing() && !a.phone.isMasked()) {
                narrowed(Hash.of(PHONE, a.phone.digits()), Hash.of(PHONE_NAME, a.phone.digits(), name.dialect));
            }
            if (a.inferred != 0) {
                narrowed(Hash.of(NUMBER, a.inferred), Hash.of(NUMBER_NAME, a.inferred, name.dialect));
            }
            if (!name.isMissing()) {
                byName(a);
            }
            return size < 2 ? size : distinct();
        }

        int candidate(int i) {
            return found[i];
        }

        private void byNumber(Applicant a) {
            PrintedNumber n = a.number;
            switch (n.state) {
                case VALID, BROKEN, SHORT, LONG, OTHER -> {
                    narrowed(Hash.of(NUMBER, n.packed), Hash.of(NUMBER_NAME, n.packed, a.name.dialect));
                    n.repairs(
                            packed -> narrowed(Hash.of(NUMBER, packed), Hash.of(NUMBER_NAME, packed, a.name.dialect)));
                    if (n.perhapsRounded) {
                        rounded(a, n.digits, 15);
                    }
                }
                case MASKED -> shown(a, PrintedNumber.key(n.digits, n.visible()));
                case ROUNDED -> rounded(a, n.digits, n.prefix());
                case ABSENT -> {}
            }
            if (n.isFull() && !a.name.isMissing()) {
                all(Hash.of(NAME_BIRTH, a.name.dialect, PrintedNumber.key(n.digits, BIRTH)), HOT);
                all(Hash.of(NAME_TAIL, a.name.dialect, PrintedNumber.key(n.digits, TAIL)), HOT);
            }
        }

        private void shown(Applicant a, long key) {
            if (postings.count(Hash.of(SHAPE, key)) <= HOT) {
                all(Hash.of(SHAPE, key), HOT);
            } else {
                all(Hash.of(MASK_SHAPE, key, a.name.dialect), HOT);
                all(Hash.of(HEAD_SHAPE, key, a.name.head()), HOT);
            }
        }

        /** The visible beginning, and the same with its last digit not yet rounded up. */
        private void rounded(Applicant a, byte[] digits, int length) {
            int bits = (1 << length) - 1;
            byte[] d = digits.clone();
            shown(a, PrintedNumber.key(d, bits));
            int i = length - 1;
            while (i >= 0 && d[i] == 0) {
                d[i--] = 9;
            }
            if (i >= 0) {
                d[i]--;
                shown(a, PrintedNumber.key(d, bits));
            }
        }

        private void byName(Applicant a) {
            Name name = a.name;
            long village = a.address.village();
            if (village != 0) {
                if (name.masked) {
                    all(Hash.of(MASK_VILLAGE, name.pattern(), village), HOT);
                } else {
                    all(Hash.of(NAME_VILLAGE, name.dialect, village), HOT);
                    if (name.length() >= 3 && name.length() <= 20) {
                        for (int hole = 0; hole < name.length(); hole++) {
                            all(Hash.of(PARTS_VILLAGE, name.without(hole), village), HOT);
                        }
                    }
                }
            }
            if (a.company != 0) {
                all(Hash.of(NAME_EMPLOYER, name.dialect, a.company), HOT);
            }
            if (name.masked) {
                return;
            }
            if (a.address.town() != 0) {
                all(Hash.of(NAME_TOWN, name.dialect, a.address.town()), NAMESAKES);
            }
            if (a.number.state != State.VALID) {
                all(Hash.of(NAME, name.dialect), NAMESAKES);
            } else {
                withoutNumber(Hash.of(NAME, name.dialect));
            }
        }

        /** A valid number that no subject has: only subjects without one can be meant. */
        private void withoutNumber(long key) {
            int count = postings.count(key);
            if (count > MOST) {
                hot++;
                return;
            }
            int start = count == 0 ? 0 : postings.start(key);
            int before = size;
            for (int i = 0; i < count; i++) {
                int subject = postings.at(start + i);
                if (subjects.get(subject).number.state != State.VALID) {
                    add(subject);
                }
            }
            if (size - before > NAMESAKES) {
                size = before;
                hot++;
            }
        }

        private void narrowed(long wide, long narrow) {
            if (postings.count(wide) <= HOT) {
                all(wide, HOT);
            } else {
                all(narrow, MOST);
            }
        }

        private void all(long key, int limit) {
            int count = postings.count(key);
            if (count > limit) {
                hot++;
                return;
            }
            if (count == 0) {
                return;
            }
            int start = postings.start(key);
            for (int i = 0; i < count; i++) {
                add(postings.at(start + i));
            }
        }

        private void add(int subject) {
            if (size == found.length) {
                found = Arrays.copyOf(found, size * 2);
            }
            found[size++] = subject;
        }

        private int distinct() {
            Arrays.sort(found, 0, size);
            int kept = 1;
            for (int i = 1; i < size; i++) {
                if (found[i] != found[i - 1]) {
                    found[kept++] = found[i];
                }
            }
            size = kept;
            return size;
        }
    }
}
