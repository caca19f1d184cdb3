package dev.restante.gateway.http;

import dev.restante.ActorId;
import dev.restante.Payload;
import dev.restante.Postbox;
import dev.restante.SendOptions;
import dev.restante.TypeCatalog;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** Sends the lines of a group in order and answers for the group when the last of them is durable or refused. */
final class LineIntake {

    private final Postbox postbox;
    private final TypeCatalog types;
    private final Addresses addresses;
    private final Failures failures;
    private final RequestMetrics metrics;
    private final int maxLine;

    LineIntake(
            Postbox postbox,
            TypeCatalog types,
            Addresses addresses,
            Failures failures,
            RequestMetrics metrics,
            int maxLine) {
        this.postbox = postbox;
        this.types = types;
        this.addresses = addresses;
        this.failures = failures;
        this.metrics = metrics;
        this.maxLine = maxLine;
    }

    int maxLine() {
        return maxLine;
    }

    CompletionStage<ByteString> take(LineSplitter.Group group) {
        List<LineSplitter.Line> lines = group.lines();
        GroupAnswer answer = new GroupAnswer(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            send(lines.get(i), i, answer);
        }
        return answer.complete;
    }

    private void send(LineSplitter.Line line, int index, GroupAnswer answer) {
        try {
            if (line.isTooLong()) {
                throw ProblemType.TOO_LARGE
                        .because("the line is larger than " + maxLine + " bytes")
                        .asException();
            }
            LineMessage message = LineMessage.parse(line.bytes(), line.offset(), line.length());
            ActorId to = addresses.actor(message.to());
            Payload payload = types.read(to.type(), message.message(), message.body());
            Optional<String> key = Optional.ofNullable(message.key());
            postbox.send(to, payload, key.map(SendOptions.defaults()::withKey).orElseGet(SendOptions::defaults))
                    .whenComplete((receipt, failure) -> {
                        if (failure == null) {
                            answer.put(index, out -> Answers.receipt(out, receipt, to, key));
                        } else {
                            answer.put(index, problem(line, failure));
                        }
                    });
        } catch (RuntimeException e) {
            answer.put(index, problem(line, e));
        }
    }

    private Problem problem(LineSplitter.Line line, Throwable failure) {
        return failures.problemOf(failure, "line " + line.number() + " of POST /messages")
                .with("line", line.number());
    }

    /** Collects a group's answers, which come from many threads; whoever brings the last one writes them all. */
    private final class GroupAnswer {

        private final Json.@Nullable Content[] answers;
        private final AtomicInteger missing;
        private final CompletableFuture<ByteString> complete = new CompletableFuture<>();

        GroupAnswer(int size) {
            answers = new Json.Content[size];
            missing = new AtomicInteger(size);
        }

        void put(int index, Json.Content answer) {
            answers[index] = answer;
            if (missing.decrementAndGet() == 0) {
                complete.complete(render());
            }
        }

        private ByteString render() {
            ByteArrayOutputStream target = new ByteArrayOutputStream(answers.length * 96);
            int problems = 0;
            for (Json.Content answer : answers) {
                Json.write(answer, target);
                target.write('\n');
                if (answer instanceof Problem) {
                    problems++;
                }
            }
            metrics.countLines(answers.length - problems, problems);
            return ByteString.fromArrayUnsafe(target.toByteArray());
        }
    }
}
