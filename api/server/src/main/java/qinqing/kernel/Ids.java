package qinqing.kernel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.RandomBasedGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import java.util.UUID;

/** Makes the ids of rows. Thread-safe; one per application. */
public final class Ids {

    private final TimeBasedEpochGenerator timeOrdered;
    private final RandomBasedGenerator random;

    public Ids(Clock clock) {
        this(clock, new SecureRandom());
    }

    /** With a source of chance of one's own; ids of anonymous submissions are as secret as this source is. */
    public Ids(Clock clock, Random chance) {
        timeOrdered = Generators.timeBasedEpochGenerator(chance, new UUIDClock() {
            @Override
            public long currentTimeMillis() {
                return clock.millis();
            }
        });
        random = Generators.randomBasedGenerator(chance);
    }

    /** UUIDv7: begins with the clock's millisecond and grows within it. */
    public UUID timeOrdered() {
        return timeOrdered.generate();
    }

    /** UUIDv4, for anonymous submissions: a v7 would tell when it was made. */
    public UUID random() {
        return random.generate();
    }
}
