package dev.restante.behavior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.restante.ActorId;
import dev.restante.ActorType;
import dev.restante.CallContext;
import dev.restante.Dispatch;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.InvalidMessageException;
import dev.restante.InvalidMessageException.Problem;
import dev.restante.Json;
import dev.restante.MailboxSettings;
import dev.restante.MessageName;
import dev.restante.Payload;
import dev.restante.Registration;
import dev.restante.RetryPolicy;
import dev.restante.TypeCatalog;
import dev.restante.engine.TypeSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class BehaviorCatalogTest {

    private static final ActorType<Command> ACCOUNT = ActorType.of("account", Command.class);
    private static final ActorId ALICE = ActorId.parse("account/alice");
    private static final CallContext CALL = new CallContext(ALICE, "call", 1);

    sealed interface Command {}

    @MessageName(value = "Deposit", aliases = "PutIn")
    record Deposit(long cents, Optional<String> note) implements Command {}

    record Withdraw(long cents) implements Command {}

    record Balance(long cents) {}

    record Approve(String how) {}

    record Refuse(Object reason) {}

    private final BehaviorCatalog catalog =
            BehaviorCatalog.of(List.of(new Registration<>(ACCOUNT, account().build())));
    private final TypeCatalog types = catalog.types();

    @Test
    void it_lists_types_and_messages_under_their_current_names() {
        assertThat(types.types()).containsExactly("account");
        assertThat(types.messages("account"))
                .hasValueSatisfying(names -> assertThat(names).containsExactly("Deposit", "Withdraw"));
        assertThat(types.messages("nobody")).isEmpty();
    }

    @Test
    void a_body_from_outside_is_written_the_way_the_runtime_writes_it() {
        Payload payload = types.read("account", "PutIn", bytes("{ \"note\" : null, \"cents\" : 5 }"));

        assertThat(payload).isEqualTo(new Payload("Deposit", 1, bytes("{\"cents\":5}")));
        assertThat(payload).isEqualTo(types.write(ACCOUNT, new Deposit(5, Optional.empty())));
    }

    @Test
    void an_unknown_type_or_message_is_answered_with_those_there_are() {
        InvalidMessageException type = refusal("acount", "Deposit");
        InvalidMessageException message = refusal("account", "Deposits");

        assertThat(type.problem()).isEqualTo(Problem.UNKNOWN_TYPE);
        assertThat(type).hasMessage("no actor type 'acount' is registered; there is account");
        assertThat(message.problem()).isEqualTo(Problem.UNKNOWN_MESSAGE);
        assertThat(message).hasMessage("actor type 'account' has no message 'Deposits'; it takes Deposit, Withdraw");
    }

    @Test
    void the_schema_of_a_message_is_found_by_its_name() {
        assertThat(types.schema("account", "Deposit"))
                .contains("https://json-schema.org/draft/2020-12/schema", "\"cents\"");
        assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(() -> types.schema("account", "Nothing"));
    }

    @Test
    void only_messages_of_the_type_can_be_written() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> types.write(ACCOUNT, new Balance(1)))
                .withMessageContaining("actor type 'account' does not take")
                .withMessageContaining("it takes Deposit, Withdraw");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> types.write(ActorType.of("other", Command.class), new Withdraw(1)))
                .withMessage("no actor type 'other' is registered; there is account");
    }

    sealed interface Answer {}

    @MessageName("Balance")
    record Known(long cents) implements Answer {}

    record Unknown() implements Answer {}

    @Test
    void a_reply_is_read_as_its_record_its_family_or_as_json() {
        Payload reply = new Payload("Balance", 1, bytes("{\"cents\":5}"));

        assertThat(types.readReply(reply, Balance.class)).isEqualTo(new Balance(5));
        assertThat(types.readReply(reply, Answer.class)).isEqualTo(new Known(5));
        assertThat(types.readReply(reply, Json.class)).isEqualTo(new Json("{\"cents\":5}"));
        assertThat(types.readReply(reply, Payload.class)).isSameAs(reply);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> types.readReply(reply, Unknown.class))
                .withMessageContaining("the reply is not a dev.restante.behavior.BehaviorCatalogTest$Unknown");
    }

    @Test
    void the_engine_is_told_the_options() {
        DurableBehavior<Command, Balance> behavior = account()
                .retry(RetryPolicy.defaults()
                        .withBackoff(Duration.ofMillis(5), Duration.ofSeconds(5))
                        .withAttempts(3)
                        .pause())
                .mailbox(MailboxSettings.defaults()
                        .withCapacity(10)
                        .withCapacityBytes(2048)
                        .defer())
                .blocking()
                .timeLimit(Duration.ofSeconds(2))
                .build();

        Program program = program(behavior);

        assertThat(program.settings())
                .isEqualTo(new TypeSettings(
                        "account", Set.of("Deposit", "PutIn", "Withdraw"), 10, 2048, true, 3, 5, 5000, true, false));
        assertThat(program.dispatch()).isEqualTo(Dispatch.BLOCKING);
        assertThat(program.timeLimit()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_call_answers_with_a_message_to_the_actor() throws Exception {
        assertThat(call("yes").toCompletableFuture().get())
                .isEqualTo(new Payload("Withdraw", 1, bytes("{\"cents\":7}")));
    }

    @Test
    void whatever_goes_wrong_in_a_call_fails_its_stage() {
        for (String how : List.of("fail", "throw", "null", "no stage")) {
            assertThatExceptionOfType(ExecutionException.class)
                    .as(how)
                    .isThrownBy(() -> call(how).toCompletableFuture().get());
        }
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> catalog.programs()
                        .get("account")
                        .call(ALICE, new Payload("Gone", 1, bytes("{}")), CALL)
                        .toCompletableFuture()
                        .get())
                .withMessageContaining("Gone version 1 cannot be read");
    }

    @Test
    void a_type_registered_twice_is_refused() {
        Registration<Command> registration =
                new Registration<>(ACCOUNT, account().build());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BehaviorCatalog.of(List.of(registration, registration)))
                .withMessage("actor type 'account' is registered twice");
    }

    sealed interface Twins {}

    @MessageName("Same")
    record One() implements Twins {}

    @MessageName("Same")
    record Two() implements Twins {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    @JsonSubTypes(@JsonSubTypes.Type(value = Tagged.class, name = "tagged"))
    sealed interface Tags {}

    record Tagged() implements Tags {}

    @Test
    void whatever_cannot_be_serialized_fails_the_registration() {
        refuses(account().replies(Refuse.class).build(), "BehaviorCatalogTest$Refuse cannot be serialized", "'reason'");
        refuses(
                account().events(Refuse.class, (balance, event) -> balance).build(),
                "BehaviorCatalogTest$Refuse cannot be serialized");
        refuses(
                account()
                        .call(Refuse.class, (request, context) -> new CompletableFuture<>())
                        .build(),
                "BehaviorCatalogTest$Refuse cannot be serialized");
        refuses(
                DurableBehavior.of(Withdraw.class, new Refuse("x"))
                        .on(Withdraw.class, (state, message) -> Effect.nothing())
                        .build(),
                "BehaviorCatalogTest$Refuse cannot be serialized");
        refuses(
                DurableBehavior.of(Twins.class, new Balance(0))
                        .on(Twins.class, (state, message) -> Effect.nothing())
                        .build(),
                "'Same' names both");
        refuses(
                DurableBehavior.of(Tags.class, new Balance(0))
                        .on(Tags.class, (state, message) -> Effect.nothing())
                        .build(),
                "must not have @JsonTypeInfo");
    }

    private static <M, S> void refuses(DurableBehavior<M, S> behavior, String... reasons) {
        ActorType<M> type = ActorType.of("unfit", behavior.messages());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BehaviorCatalog.of(List.of(new Registration<>(type, behavior))))
                .withMessageStartingWith("actor type 'unfit' cannot be registered: ")
                .satisfies(e -> assertThat(e).hasMessageContainingAll(reasons));
    }

    private InvalidMessageException refusal(String type, String message) {
        return org.assertj.core.api.Assertions.catchThrowableOfType(
                InvalidMessageException.class, () -> types.read(type, message, bytes("{}")));
    }

    private CompletionStage<Payload> call(String how) {
        Payload request = new Payload("Approve", 1, bytes("{\"how\":\"" + how + "\"}"));
        return catalog.programs().get("account").call(ALICE, request, CALL);
    }

    private static Program program(DurableBehavior<Command, Balance> behavior) {
        return BehaviorCatalog.of(List.of(new Registration<>(ACCOUNT, behavior)))
                .programs()
                .get("account");
    }

    private static dev.restante.BehaviorBuilder<Command, Balance> account() {
        return DurableBehavior.of(Command.class, new Balance(0))
                .on(Command.class, (balance, command) -> Effect.nothing())
                .call(Approve.class, (approve, context) -> switch (approve.how()) {
                    case "yes" -> CompletableFuture.completedFuture(new Withdraw(7));
                    case "fail" -> CompletableFuture.failedFuture(new IllegalStateException("closed"));
                    case "null" -> CompletableFuture.completedFuture(null);
                    case "no stage" -> null;
                    default -> throw new IllegalStateException(approve.how());
                });
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
