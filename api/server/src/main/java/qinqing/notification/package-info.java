/**
 * Messages to people in the system: what has been copied to them (A3.8, A8.3), what waits for them and until when. Any feature may
 * tell; the message says no more than the addressee may know, and leads to the resource by a link.
 */
@NullMarked
package qinqing.notification;

import org.jspecify.annotations.NullMarked;
