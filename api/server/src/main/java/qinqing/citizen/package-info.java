/**
 * What citizens see and do without a login: the feed of notices, its pages for the browser, sheets for the board and
 * subscriptions, and from there objections and ratings (A10.5). Nothing here holds data of its own.
 */
@NullMarked
package qinqing.citizen;

import org.jspecify.annotations.NullMarked;
