package qinqing.disclosure;

/** What goes out, with the version for its ETag. */
record Versioned<T>(T view, int version) {}
