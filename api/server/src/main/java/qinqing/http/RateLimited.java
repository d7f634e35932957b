package qinqing.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An endpoint that each actor, or each address of those who did not log in, may call only so often by a limit of its own;
 * all others share the bucket {@code default}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RateLimited {
    /** Names the bucket that counts; its size is {@code qinqing.rate-limit.<bucket>} in the configuration. */
    String value();
}
