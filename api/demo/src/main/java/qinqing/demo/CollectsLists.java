package qinqing.demo;

import static qinqing.demo.Scene.id;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The lists of the offices, as they are: uploaded by clerks, read by the server, signed by the heads (A7, A5.5). */
final class CollectsLists {

    private final Scene scene;

    CollectsLists(Scene scene) {
        this.scene = scene;
    }

    void run() throws Exception {
        upload(write());
        takeBack();
        sign();
    }

    private List<Path> write() throws Exception {
        var lists = Files.createDirectories(scene.folder.resolve("lists"));
        var files = scene.county.beneficiaryFiles();
        try (var step = scene.progress.start("（生成名单文件 writing files）", files.size())) {
            return AtOnce.all(files, file -> () -> {
                var path = lists.resolve(file.name());
                try (var out = new BufferedOutputStream(Files.newOutputStream(path), 1 << 16)) {
                    file.write(out);
                }
                step.advance();
                return path;
            });
        }
    }

    private void upload(List<Path> paths) throws Exception {
        var rows = scene.county.truth().totalRows();
        var refused = new AtomicLong();
        var kept = new AtomicLong();
        var warned = new AtomicLong();
        var files = scene.county.beneficiaryFiles();
        var done = new long[files.size()];
        try (var step = scene.progress.start("名单导入 imported rows", rows)) {
            var numbers = new ArrayList<Integer>();
            for (var at = 0; at < files.size(); at++) {
                numbers.add(at);
            }
            AtOnce.each(numbers, at -> {
                var batch = upload(files.get(at), paths.get(at), read -> {
                    synchronized (done) {
                        done[at] = read;
                        var sum = 0L;
                        for (var one : done) {
                            sum += one;
                        }
                        step.to(Math.min(sum, rows));
                    }
                });
                var counts = batch.required("counts");
                kept.addAndGet(counts.required("kept").asLong());
                refused.addAndGet(counts.required("withErrors").asLong());
                warned.addAndGet(counts.required("withWarnings").asLong());
            });
            step.to(rows);
            scene.tally.add(
                    "名单导入 imported rows",
                    kept.get(),
                    "%d 份名单；错误行 bad rows %,d（预期 %,d），带提示保留 kept with warning %,d"
                            .formatted(
                                    files.size(),
                                    refused.get(),
                                    scene.county.truth().refusedRows(),
                                    warned.get()),
                    step.seconds());
        }
    }

    private com.fasterxml.jackson.databind.JsonNode upload(
            BeneficiaryFile file, Path path, java.util.function.LongConsumer seen) throws IOException {
        var clerk = scene.of("CLERK", file.programme().approvingUnit());
        var fields = new LinkedHashMap<String, String>();
        fields.put("programmeId", scene.programmeIds.get(file.programme().code()));
        fields.put("listKind", file.isContracts() ? "CONTRACTS" : "GRANTS");
        fields.put("lateEntryReason", "2024年已发放，系统启用后补录");
        var received = clerk.upload("/beneficiary-batches", fields, path, file.name());
        var id = id(received.body());
        scene.batchIds.put(file.name(), id);
        var batch = clerk.poll(
                "/beneficiary-batches/" + id,
                SetsUpCounty::isOver,
                state -> seen.accept(state.required("counts").required("read").asLong()));
        if (!batch.required("state").asText().equals("IMPORTED")) {
            throw new IllegalStateException(file.name() + " was not read: " + batch);
        }
        seen.accept(file.rowCount());
        return batch;
    }

    /** Each clerk takes the rows that were wrong home as a spreadsheet, to put them right with the village. */
    private void takeBack() throws Exception {
        var files = scene.county.beneficiaryFiles();
        var folder = Files.createDirectories(scene.folder.resolve("lists"));
        try (var step = scene.progress.start("错误行表 row errors", files.size())) {
            var lines = AtOnce.all(files, file -> () -> {
                var sheet = scene.of("CLERK", file.programme().approvingUnit())
                        .bytes("/beneficiary-batches/" + scene.batchIds.get(file.name()) + "/row-errors/sheet");
                Files.write(folder.resolve(file.name() + "-错误行.xlsx"), sheet);
                step.advance();
                return Workbook.rows(sheet).size() - 1;
            });
            scene.tally.add(
                    "错误行表 row errors",
                    files.size(),
                    "%,d 行错误行，连同原因下载为电子表格"
                            .formatted(
                                    lines.stream().mapToInt(Integer::intValue).sum()),
                    step.seconds());
        }
    }

    /** The head of the unit's party organisation signs; a comparison of the list starts by itself (A5.5, A8.2). */
    private void sign() throws Exception {
        var files = scene.county.beneficiaryFiles();
        try (var step = scene.progress.start("名单签署 signed lists", files.size())) {
            AtOnce.each(files, file -> {
                var head = scene.of("ENDORSER", file.programme().approvingUnit());
                var path = "/beneficiary-batches/" + scene.batchIds.get(file.name());
                var read = head.get(path);
                head.put(path + "/endorsement", Map.of("decision", "APPROVE", "opinion", "名单属实，同意。"), read.etag());
                step.advance();
            });
            scene.tally.add("名单签署 signed lists", files.size(), "", step.seconds());
        }
    }
}
