package qinqing.disclosure;

/** What a spreadsheet brings in, and the kind of job that reads it. */
enum ImportKind {
    OFFICIALS("disclosure.import-officials"),
    DECLARATIONS("disclosure.import-declarations");

    private final String job;

    ImportKind(String job) {
        this.job = job;
    }

    String job() {
        return job;
    }
}
