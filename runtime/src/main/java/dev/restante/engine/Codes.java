package dev.restante.engine;

import dev.restante.MessageState;
import dev.restante.Operations.Cancellation;
import dev.restante.Refusal;
import java.util.List;

/** The numbers that stand for enum constants in stored and sent formats: their places in lists that only ever grow at the end. */
final class Codes {

    private static final List<MessageState> STATES = List.of(
            MessageState.PENDING,
            MessageState.DELAYED,
            MessageState.PROCESSED,
            MessageState.REJECTED,
            MessageState.DEAD,
            MessageState.EXPIRED,
            MessageState.CANCELLED,
            MessageState.PURGED);

    private static final List<Refusal> REFUSALS = List.of(
            Refusal.MAILBOX_FULL,
            Refusal.OVERLOADED,
            Refusal.UNKNOWN_TYPE,
            Refusal.UNKNOWN_MESSAGE,
            Refusal.KEY_REUSED,
            Refusal.TOO_LARGE,
            Refusal.TOO_LATE,
            Refusal.UNAVAILABLE);

    private static final List<ChannelResult.Kind> KINDS = List.of(
            ChannelResult.Kind.ACCEPTED,
            ChannelResult.Kind.DUPLICATE,
            ChannelResult.Kind.REFUSED,
            ChannelResult.Kind.DEFERRED);

    private static final List<Cancellation> CANCELLATIONS =
            List.of(Cancellation.CANCELLED, Cancellation.ALREADY_BEGUN, Cancellation.UNKNOWN);

    private Codes() {}

    static int of(MessageState state) {
        return STATES.indexOf(state);
    }

    static int of(Refusal refusal) {
        return REFUSALS.indexOf(refusal);
    }

    static int of(ChannelResult.Kind kind) {
        return KINDS.indexOf(kind);
    }

    static int of(Cancellation cancellation) {
        return CANCELLATIONS.indexOf(cancellation);
    }

    static MessageState state(BytesReader in) {
        return oneOf(STATES, in.get(), in);
    }

    static Refusal refusal(int code, BytesReader in) {
        return oneOf(REFUSALS, code, in);
    }

    static ChannelResult.Kind kind(BytesReader in) {
        return oneOf(KINDS, in.get(), in);
    }

    static Cancellation cancellation(BytesReader in) {
        return oneOf(CANCELLATIONS, in.get(), in);
    }

    private static <T> T oneOf(List<T> values, int code, BytesReader in) {
        if (code >= values.size()) {
            throw in.corrupt("code " + code + " is not one of the " + values.size() + " from " + values.get(0));
        }
        return values.get(code);
    }
}
