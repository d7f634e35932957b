/**
 * Long work in the background: it is asked for in the transaction of the row it belongs to, survives killed workers,
 * shows its progress, can be stopped, and never counts twice. It knows no feature; features bring a {@link
 * qinqing.jobs.JobKind}.
 */
@NullMarked
package qinqing.jobs;

import org.jspecify.annotations.NullMarked;
