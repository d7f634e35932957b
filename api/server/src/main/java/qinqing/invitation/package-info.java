/**
 * People invited by the table: a spreadsheet of names, phones, roles and units becomes accounts with one-time codes, which the administrator
 * fetches once and hands out. Above identity, which knows neither units by name nor imports.
 */
@NullMarked
package qinqing.invitation;

import org.jspecify.annotations.NullMarked;
