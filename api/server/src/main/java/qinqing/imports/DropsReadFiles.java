package qinqing.imports;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import qinqing.http.Uploads;
import qinqing.jobs.DropsUploads;

/** Once an import is over, what was wrong with its rows is in the database and its file goes. */
@Singleton
class DropsReadFiles extends DropsUploads {
    DropsReadFiles(AgroalDataSource database, Uploads uploads) {
        super(database, uploads);
    }

    @Override
    public String name() {
        return "imports.drop-files";
    }

    @Override
    protected String find() {
        return """
                select i.upload_id from import_run i join job j on j.id = i.id
                where not i.file_dropped and j.state in ('SUCCEEDED', 'FAILED', 'CANCELLED')
                order by i.id limit ? for update of i skip locked
                """;
    }

    @Override
    protected String forget() {
        return "update import_run set file_dropped = true where upload_id = any(?)";
    }
}
