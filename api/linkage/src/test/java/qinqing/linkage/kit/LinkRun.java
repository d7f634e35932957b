package qinqing.linkage.kit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One call of the command on files made of lines; what it said and wrote. */
record LinkRun(int code, String said, List<String> hits) {

    static final String RELATIVES = "relative_id,official_id,relation,name,id_number,phone,household_address";
    static final String ROWS = "beneficiary_id,list_id,name,id_number,phone,address";

    static LinkRun of(Path folder, List<String> relatives, List<String> rows, String... more) throws IOException {
        Path declared = Files.write(folder.resolve("relatives.csv"), relatives);
        Path listed = Files.write(folder.resolve("rows.csv"), rows);
        return of(folder, declared, listed, more);
    }

    static LinkRun of(Path folder, Path declared, Path listed, String... more) throws IOException {
        Path hits = folder.resolve("hits.csv");
        Files.deleteIfExists(hits);
        List<String> args = new ArrayList<>(List.of(declared.toString(), listed.toString(), "-o", hits.toString()));
        args.addAll(List.of(more));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        int code = LinkCommand.run(args, err, err);
        return new LinkRun(
                code, said.toString(StandardCharsets.UTF_8), Files.exists(hits) ? Files.readAllLines(hits) : List.of());
    }

    List<String> certain() {
        return hits.stream().filter(h -> h.contains(",CERTAIN,")).toList();
    }
}
