package qinqing.benefit;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import qinqing.http.Uploads;
import qinqing.jobs.DropsUploads;

/** Once a list is signed nobody maps or mends it any more: its rows are in the database, its file goes. */
@Singleton
class DropsEndorsedFiles extends DropsUploads {
    DropsEndorsedFiles(AgroalDataSource database, Uploads uploads) {
        super(database, uploads);
    }

    @Override
    public String name() {
        return "benefit.drop-files";
    }

    @Override
    protected String find() {
        return """
                select upload_id from beneficiary_batch where status = 'ENDORSED' and upload_id is not null
                order by id limit ? for update skip locked
                """;
    }

    @Override
    protected String forget() {
        return "update beneficiary_batch set upload_id = null where upload_id = any(?)";
    }
}
