package qinqing.imports;

/**
 * What a spreadsheet brings in.
 *
 * @param name as the contract and the table {@code import_run} call it
 * @param job {@link qinqing.jobs.JobKind#name()} of what reads it
 * @param operation of the contract, by which it is asked for
 */
public record ImportKind(String name, String job, String operation) {}
