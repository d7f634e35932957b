package qinqing.benefit;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.UUID;
import qinqing.intake.UploadedLists;
import qinqing.jobs.JobKind;
import qinqing.jobs.JobRun;
import qinqing.jobs.Outcome;

/** Takes away the rows, findings and file of a list that was cancelled before anybody endorsed it. */
@Singleton
class ClearCancelledList implements JobKind {
    static final String NAME = "benefit.clear";

    private static final int PAGE = 20_000;

    private final UploadedLists uploads;

    ClearCancelledList(UploadedLists uploads) {
        this.uploads = uploads;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Outcome run(JobRun run) throws SQLException {
        while (run.inTransaction(connection -> {
                    try (var delete = connection.prepareStatement("""
                    delete from beneficiary
                    where id in (select r.id from beneficiary r join beneficiary_batch b on b.id = r.batch_id
                                 where b.job_id = ? and b.status = 'CANCELLED' limit ?)""")) {
                        delete.setObject(1, run.id());
                        delete.setInt(2, PAGE);
                        return delete.executeUpdate();
                    }
                })
                == PAGE) {
            if (run.shouldStop()) {
                return Outcome.stopped();
            }
        }
        run.inTransaction(connection -> {
            try (var question = connection.prepareStatement("""
                    with gone as (
                        delete from beneficiary_row_error e using beneficiary_batch b
                        where b.id = e.batch_id and b.job_id = ? and b.status = 'CANCELLED')
                    select upload_id from beneficiary_batch
                    where job_id = ? and status = 'CANCELLED' and upload_id is not null""")) {
                question.setObject(1, run.id());
                question.setObject(2, run.id());
                try (var row = question.executeQuery()) {
                    if (row.next()) {
                        uploads.drop(row.getObject(1, UUID.class));
                    }
                }
            }
            return run.id();
        });
        return Outcome.done();
    }
}
