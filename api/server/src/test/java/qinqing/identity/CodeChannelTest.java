package qinqing.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import qinqing.problem.ProblemException;
import qinqing.problem.ProblemType;

class CodeChannelTest {
    @Test
    void without_a_channel_people_are_sent_to_the_administrator() {
        var refusal = catchThrowableOfType(ProblemException.class, () -> new CodeChannel(new Closed()).requireOpen());
        assertThat(refusal.type()).isEqualTo(ProblemType.RULE_NOT_MET);
        assertThat(refusal.detail().orElseThrow().zh()).contains("管理员");
    }

    private record Closed() implements CodeChannel.Settings {
        @Override
        public Optional<URI> url() {
            return Optional.empty();
        }

        @Override
        public Optional<String> authorization() {
            return Optional.empty();
        }
    }
}
