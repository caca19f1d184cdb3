package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.Audit;
import dev.restante.DeadLetter;
import dev.restante.MailboxDepth;
import dev.restante.MessageId;
import dev.restante.MessageStatus;
import dev.restante.WaitingMessage;
import dev.restante.engine.Placement;
import dev.restante.engine.Request;
import dev.restante.engine.StateImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks into mailboxes and works on them, in whichever partition they are. */
final class OperatorDesk {

    private static final int MOST_LISTED = 1_000;
    private static final int MOST_REPORTED = 5;

    private final int partitions;
    private final Line line;

    OperatorDesk(int partitions, Line line) {
        this.partitions = partitions;
        this.line = line;
    }

    /** Puts a request to a partition. */
    interface Line {
        <T> T ask(int partition, Request request, Class<T> as);
    }

    void pause(ActorId actor) {
        ask(actor, new Request.Pause(actor), Boolean.class);
    }

    void resume(ActorId actor) {
        ask(actor, new Request.Resume(actor), Boolean.class);
    }

    List<WaitingMessage> peek(ActorId actor) {
        return listOf(WaitingMessage.class, ask(actor, new Request.Peek(actor, MOST_LISTED), List.class));
    }

    Optional<MessageStatus> status(ActorId actor, String idOrKey) {
        Optional<?> status = ask(actor, new Request.Status(actor, idOrKey), Optional.class);
        return status.map(MessageStatus.class::cast);
    }

    Optional<StateImage> image(ActorId actor) {
        StateImage image = ask(actor, new Request.Image(actor), StateImage.class);
        return image.state() == null && image.events().isEmpty() ? Optional.empty() : Optional.of(image);
    }

    List<DeadLetter> deadLetters() {
        return all(DeadLetter.class, new Request.DeadLetters(null, null, null, MOST_LISTED));
    }

    boolean redrive(MessageId id) {
        return id.partition() < partitions && line.ask(id.partition(), new Request.Redrive(id, null), Boolean.class);
    }

    boolean discard(MessageId id) {
        return id.partition() < partitions && line.ask(id.partition(), new Request.Discard(id), Boolean.class);
    }

    Audit audit() {
        Audit sum = Audit.EMPTY;
        for (int partition = 0; partition < partitions; partition++) {
            sum = sum.plus(line.ask(partition, new Request.Recount(), Audit.class));
        }
        return sum;
    }

    String report(Instant now) {
        StringBuilder text = new StringBuilder("at ").append(now);
        List<MailboxDepth> mailboxes = all(MailboxDepth.class, new Request.Deepest(null, MOST_LISTED));
        text.append(mailboxes.isEmpty() ? "\nno mailbox has anything waiting" : "\nmailboxes:");
        for (MailboxDepth mailbox : mailboxes) {
            text.append("\n  ").append(mailbox.actor()).append(": ").append(mailbox.depth());
            text.append(mailbox.paused() ? " waiting, paused" : " waiting");
            peek(mailbox.actor()).stream()
                    .limit(MOST_REPORTED)
                    .forEach(waiting -> text.append("\n    ")
                            .append(waiting.payload())
                            .append(waiting.attempts() == 0 ? "" : ", failed " + waiting.attempts() + " times"));
        }
        List<DeadLetter> letters = deadLetters();
        text.append(letters.isEmpty() ? "\nno dead letters" : "\ndead letters:");
        for (DeadLetter letter : letters) {
            text.append("\n  ").append(letter.actor()).append(": ").append(letter.payload());
            text.append(", after ")
                    .append(letter.attempts())
                    .append(" attempts: ")
                    .append(letter.reason());
        }
        return text.toString();
    }

    private <T> T ask(ActorId actor, Request request, Class<T> as) {
        return line.ask(Placement.partitionOf(actor, partitions), request, as);
    }

    private <T> List<T> all(Class<T> element, Request request) {
        List<T> found = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            found.addAll(listOf(element, line.ask(partition, request, List.class)));
        }
        return List.copyOf(found);
    }

    private static <T> List<T> listOf(Class<T> element, List<?> answer) {
        return answer.stream().map(element::cast).toList();
    }
}
