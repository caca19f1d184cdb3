package dev.restante.pekko;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.Delivered;
import dev.restante.MessageId;
import dev.restante.MessageNotProcessedException;
import dev.restante.MessageRejectedException;
import dev.restante.MessageState;
import dev.restante.MessageStatus;
import dev.restante.Payload;
import dev.restante.Postbox;
import dev.restante.Receipt;
import dev.restante.SendOptions;
import dev.restante.UnknownOutcomeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class PostedRefTest {

    private static final MessageId ID = new MessageId(1, 2, 3);
    private static final Payload REPLY = new Payload("Sum", 1, new byte[] {'7'});
    private static final Duration LONG = Duration.ofSeconds(20);

    private final FakePostbox postbox = new FakePostbox();
    private final PostedRef<Payload> ref = new PostedRef<>(
            ActorType.of("counter", Payload.class).ref("a"), new TestNode.Names(Set.of("counter")), postbox);

    @Test
    void a_reply_completes_the_ask() {
        postbox.outcome.complete(status(MessageState.PROCESSED, Optional.of(REPLY), Optional.empty()));

        assertThat(ask(LONG)).succeedsWithin(LONG).isEqualTo(REPLY);
    }

    @Test
    void a_rejection_is_an_exception_with_its_reason() {
        postbox.outcome.complete(status(MessageState.REJECTED, Optional.empty(), Optional.of("insufficient funds")));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(ask(LONG)::get)
                .havingCause()
                .isInstanceOfSatisfying(
                        MessageRejectedException.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo("insufficient funds"));
    }

    @Test
    void a_message_that_ended_without_being_handled_is_an_exception_with_its_state() {
        postbox.outcome.complete(status(MessageState.EXPIRED, Optional.empty(), Optional.empty()));

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(ask(LONG)::get)
                .havingCause()
                .isInstanceOfSatisfying(
                        MessageNotProcessedException.class,
                        ended -> assertThat(ended.state()).isEqualTo(MessageState.EXPIRED));
    }

    @Test
    void an_ask_without_an_answer_in_time_is_in_doubt() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(ask(Duration.ofMillis(10))::get)
                .withCauseInstanceOf(UnknownOutcomeException.class);
    }

    @Test
    void what_fails_the_send_fails_the_ask() {
        UnknownOutcomeException doubt = new UnknownOutcomeException("no receipt");
        postbox.outcome.completeExceptionally(doubt);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(ask(LONG)::get)
                .withCause(doubt);
    }

    private CompletableFuture<Payload> ask(Duration timeout) {
        return ref.ask(REPLY, Payload.class, timeout).toCompletableFuture();
    }

    private static MessageStatus status(MessageState state, Optional<Payload> reply, Optional<String> reason) {
        return new MessageStatus(
                ID, new ActorId("counter", "a"), state, 0, Instant.EPOCH, reply, reason, Optional.empty());
    }

    private static final class FakePostbox implements Postbox {

        private final CompletableFuture<MessageStatus> outcome = new CompletableFuture<>();

        @Override
        public CompletionStage<Receipt> send(ActorId to, Payload message, SendOptions options) {
            return CompletableFuture.completedFuture(new Receipt(ID, false));
        }

        @Override
        public Delivered sendAndFollow(ActorId to, Payload message, SendOptions options, Duration patience) {
            return new Delivered(send(to, message, options), outcome);
        }
    }
}
