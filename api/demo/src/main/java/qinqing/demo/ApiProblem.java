package qinqing.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The server refused: RFC 9457 problem details in one readable sentence. The query, which may hold a name, is left out. */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    ApiProblem(String method, String path, int status, JsonNode problem) {
        super(sentence(method, path, status, problem));
        this.status = status;
        this.type = problem.path("type").asText("about:blank");
    }

    public int status() {
        return status;
    }

    /** The problem's URI, {@code about:blank} when the answer was no problem document. */
    public String type() {
        return type;
    }

    private static String sentence(String method, String path, int status, JsonNode problem) {
        var sentence = new StringBuilder()
                .append(method)
                .append(' ')
                .append(path.replaceFirst("\\?.*", ""))
                .append(" answered ")
                .append(status);
        append(sentence, ": ", problem.path("title").asText(""));
        append(sentence, " — ", problem.path("detail").asText(""));
        var errors = StreamSupport.stream(problem.path("errors").spliterator(), false)
                .map(error -> error.path("pointer").asText("") + " "
                        + error.path("detail").asText(""))
                .collect(Collectors.joining("; "));
        append(sentence, " [", errors);
        if (!errors.isEmpty()) {
            sentence.append(']');
        }
        append(sentence, " trace ", problem.path("traceId").asText(""));
        return sentence.toString();
    }

    private static void append(StringBuilder sentence, String before, String text) {
        if (!text.isEmpty()) {
            sentence.append(before).append(text);
        }
    }
}
