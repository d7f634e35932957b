package qinqing.jobs;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** On an endpoint that streams events of something {@link Watched}: what nobody knows is refused before the stream begins. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
public @interface StreamsJob {}
