package qinqing.verify.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import qinqing.contract.Contract;

/** Whether an answer is one the contract has (S4). */
final class Judge {

    static final Duration LONGEST = Duration.ofSeconds(5);

    /** The server in front of any operation may answer these; the contract says so once, in its introduction. */
    private static final Set<Integer> ANYWHERE = Set.of(405, 406, 408, 431);

    /** Without a body: what reached the server was no request, or larger than any (the contract's introduction). */
    private static final Set<Integer> UNREADABLE = Set.of(400, 413, 414, 431);

    /** What is said to a path that is none of the contract's. */
    private static final Set<Integer> NOWHERE = Set.of(400, 401, 403, 404, 405, 406, 413, 414, 415, 431);

    private static final int FIRST_REFUSAL = 400;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Contract contract;

    Judge(Contract contract) {
        this.contract = contract;
    }

    /** What is wrong with the answer, without anything that was sent or answered; empty when it is as promised. */
    List<String> faults(Call call, Answer answer) {
        var faults = new ArrayList<String>();
        if (answer.status() <= 0) {
            if (!call.brokenHttp) {
                faults.add(answer.status() < 0 ? "no answer" : "hung up without an answer");
            }
            return faults;
        }
        if (answer.nanos() > LONGEST.toNanos()) {
            faults.add("answered after more than " + LONGEST.toSeconds() + " s");
        }
        if (answer.status() >= 500) {
            faults.add("answered " + answer.status());
            return faults;
        }
        if (UNREADABLE.contains(answer.status()) && answer.body().length == 0) {
            return faults; // refused before there was a request
        }
        var operation = operation(call);
        if (operation.isEmpty()) {
            elsewhere(call, answer, faults);
        } else {
            documented(call, operation.get(), answer, faults);
        }
        if (answer.status() >= FIRST_REFUSAL) {
            call.secrets.stream()
                    .filter(secret -> answer.text().contains(secret))
                    .findFirst()
                    .ifPresent(secret -> faults.add("a personal value that was sent is in the refusal"));
        }
        return faults;
    }

    private Optional<Contract.Operation> operation(Call call) {
        var method = call.method.equals("HEAD") ? "GET" : call.method;
        var end = call.path
                .split("[?#]", 2)[0]
                .replaceAll("//+", "/")
                .replaceAll("/$", ""); // one slash more means the same
        return Contract.governs(end) ? contract.find(method, end) : Optional.empty();
    }

    private void elsewhere(Call call, Answer answer, List<String> faults) {
        var isOptions = call.method.equals("OPTIONS") && answer.status() < 300;
        var moved = call.path.contains("..") || !call.path.startsWith("/api/");
        if (!isOptions && !moved && !NOWHERE.contains(answer.status())) {
            faults.add("answered " + answer.status() + " where the contract has nothing");
        } else if (answer.status() >= FIRST_REFUSAL && !call.method.equals("HEAD") && !call.brokenHttp) {
            problem(answer, faults);
        }
    }

    private void documented(Call call, Contract.Operation operation, Answer answer, List<String> faults) {
        if (call.mustBeRefused
                && answer.status() < FIRST_REFUSAL
                && call.method.equals(operation.method().toUpperCase(java.util.Locale.ROOT))) {
            faults.add("accepted (" + answer.status() + ") what the contract forbids");
        }
        if (call.method.equals("HEAD")) {
            if (contract.at(operation.pointer() + "/responses/" + answer.status())
                            .isMissingNode()
                    && !ANYWHERE.contains(answer.status())) {
                faults.add("HEAD answered " + answer.status() + ", which GET doesn't have");
            }
            return;
        }
        if (ANYWHERE.contains(answer.status())) {
            problem(answer, faults);
            return;
        }
        if (answer.mediaType().equals("text/event-stream")) {
            return;
        }
        contract.faultsOfAnswer(operation, answer.status(), answer.mediaType(), answer.text()).stream()
                .map(Judge::withoutValues)
                .findFirst()
                .ifPresent(faults::add);
        if (answer.status() < FIRST_REFUSAL && call.json != null && call.operation == operation) {
            accepted(call, operation, faults);
        }
    }

    /** Nothing that the contract does not allow may be accepted. */
    private void accepted(Call call, Contract.Operation operation, List<String> faults) {
        String body;
        try {
            body = JSON.readTree(call.body()).toString(); // in whichever Unicode encoding it came
        } catch (java.io.IOException notJson) {
            faults.add("accepted what is no JSON");
            return;
        }
        contract.faultsOfRequest(operation, "application/json", body).stream()
                .map(Judge::withoutValues)
                .findFirst()
                .ifPresent(fault -> faults.add("accepted a body that is not in the contract: " + fault));
    }

    private static void problem(Answer answer, List<String> faults) {
        if (!answer.mediaType().equals("application/problem+json")) {
            faults.add("refused with " + answer.status() + " and "
                    + (answer.mediaType().isEmpty() ? "no problem" : answer.mediaType()));
            return;
        }
        try {
            if (JSON.readTree(answer.body()).path("status").asInt() != answer.status()) {
                faults.add("the problem's status is another than the answer's");
            }
        } catch (java.io.IOException notJson) {
            faults.add("the problem is no JSON");
        }
    }

    /** The validator quotes values; where and what is enough. */
    private static String withoutValues(String fault) {
        return fault.replaceAll("'[^']{60,}'", "'…'").replaceAll("(?<!\\d)\\d{7,}", "…");
    }
}
