/**
 * Record linkage (比对, A8): finds, among the beneficiaries of public money, the relatives that officials declared, with the
 * evidence for each hit. Plain Java without a framework, since the server and a cluster job share it and must agree.
 *
 * <p>It sees keyed tokens and normalised names, never an ID number or a phone in clear. Candidate pairs come from equal
 * block keys, in PostgreSQL or by {@link Linker#link}; each pair is then scored once by {@link Linker#compare}.
 */
@NullMarked
package qinqing.linkage;

import org.jspecify.annotations.NullMarked;
