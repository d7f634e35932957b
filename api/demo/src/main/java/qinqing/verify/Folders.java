package qinqing.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders of a harness, gone when it ends. */
final class Folders {

    /** What a harness does in its folder. */
    interface Work {
        void in(Path folder) throws Exception;
    }

    private Folders() {}

    /** A folder of one's own under the temporary one, deleted with all that is in it afterwards, whatever happened. */
    static void with(String name, Work work) throws Exception {
        var folder = Files.createTempDirectory("qinqing-" + name + "-");
        try {
            work.in(folder);
        } finally {
            delete(folder);
        }
    }

    static void delete(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
