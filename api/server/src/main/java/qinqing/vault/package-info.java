/**
 * Everything secret passes here: field encryption ({@link qinqing.vault.Vault}), blind indexes
 * ({@link qinqing.vault.BlindIndex}), keyed MACs, signing keys, passwords and one-time codes, all over one
 * {@link qinqing.vault.KeyProvider}. It is the only package that may touch {@code javax.crypto}, it knows no
 * feature, and no key material ever leaves it in a message, a log line or a {@code toString()}.
 */
@NullMarked
package qinqing.vault;

import org.jspecify.annotations.NullMarked;
