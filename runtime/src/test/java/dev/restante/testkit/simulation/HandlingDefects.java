package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.MessageId;
import dev.restante.MessageState;
import dev.restante.Operations.Cancellation;
import dev.restante.Payload;
import dev.restante.engine.Completion;
import dev.restante.engine.Delivery;
import dev.restante.engine.Envelope;
import dev.restante.engine.Failure;
import dev.restante.engine.Input;
import dev.restante.engine.Outcome;
import dev.restante.engine.Output;
import dev.restante.engine.Peer;
import dev.restante.engine.Protocol;
import dev.restante.engine.Send;
import dev.restante.engine.TurnResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Defects of handing messages over, of what comes of them, and of what operators see and do. */
final class HandlingDefects {

    private HandlingDefects() {}

    // Turns

    /** A message that fails goes to the end of its mailbox, and those behind it go on. */
    static Interference orderLostOnRetry() {
        return turning((turn, result) -> {
            boolean threw = result.failure() != null && result.failure().kind() == Failure.Kind.THREW;
            if (!threw) {
                return result;
            }
            Delivery failed = turn.deliveries().get(result.completions().size());
            Send again = new Send(turn.actor(), failed.envelope().payload(), 0, null, null);
            List<Completion> completions = new ArrayList<>(result.completions());
            completions.add(new Completion(null, null, List.of(), List.of(again), List.of(), List.of()));
            return new TurnResult(completions, null, result.state());
        });
    }

    /** What the last message of a turn sends is left for a later record, which never comes. */
    static Interference effectsSplitFromTheirMessage() {
        return turning((turn, result) -> {
            int last = result.completions().size() - 1;
            if (last < 1) {
                return result;
            }
            List<Completion> completions = new ArrayList<>(result.completions());
            completions.set(last, with(completions.get(last), List.of()));
            return new TurnResult(completions, result.failure(), result.state());
        });
    }

    /** The last subscriber of a topic does not get the event. */
    static Interference eventWithheldFromASubscriber() {
        return turning((turn, result) -> {
            if (!turn.actor().type().equals("topic")) {
                return result;
            }
            List<Completion> completions = result.completions().stream()
                    .map(HandlingDefects::shortened)
                    .toList();
            return new TurnResult(completions, result.failure(), result.state());
        });
    }

    private static Completion shortened(Completion completion) {
        List<Send> sends = completion.sends();
        return sends.size() < 2 ? completion : with(completion, sends.subList(0, sends.size() - 1));
    }

    private static Completion with(Completion completion, List<Send> sends) {
        return new Completion(
                completion.rejection(),
                completion.reply(),
                completion.events(),
                sends,
                completion.cancels(),
                completion.calls());
    }

    /** Delays of what actors send later are cut by half. */
    static Interference delayedMessageEarly() {
        return turning((turn, result) -> {
            List<Completion> completions =
                    result.completions().stream().map(HandlingDefects::hurried).toList();
            return new TurnResult(completions, result.failure(), result.state());
        });
    }

    private static Completion hurried(Completion completion) {
        List<Send> sends = completion.sends().stream()
                .map(send -> new Send(send.to(), send.payload(), send.delayMillis() / 2, send.timer(), null))
                .toList();
        return with(completion, sends);
    }

    private interface Retold {
        TurnResult apply(Output.HandOver turn, TurnResult result);
    }

    private static Interference turning(Retold retold) {
        return new Interference() {
            @Override
            public TurnResult turned(PartitionHost host, Output.HandOver turn, TurnResult result) {
                return retold.apply(turn, result);
            }
        };
    }

    static Interference callMadeTwice() {
        return new Interference() {
            @Override
            public List<Output> outgoing(PartitionHost host, Output output) {
                return output instanceof Output.StartCall ? List.of(output, output) : List.of(output);
            }
        };
    }

    // Replies

    /** The reply leaves with the end of the handler, not with the commit. */
    static Interference replyReleasedEarly() {
        Map<MessageId, Peer> peers = new HashMap<>();
        return new Interference() {
            @Override
            public List<Input> incoming(PartitionHost host, Input input) {
                if (input instanceof Input.Arrived arrived && arrived.message() instanceof Protocol.Bag bag) {
                    bag.envelopes().forEach(envelope -> peers.put(envelope.id(), arrived.from()));
                }
                return List.of(input);
            }

            @Override
            public TurnResult turned(PartitionHost host, Output.HandOver turn, TurnResult result) {
                for (int i = 0; i < result.completions().size(); i++) {
                    Envelope envelope = turn.deliveries().get(i).envelope();
                    Peer peer = peers.get(envelope.id());
                    Payload reply = result.completions().get(i).reply();
                    if (peer != null && reply != null && envelope.terms().wantsReply()) {
                        host.carryOut(new Output.ToPeer(peer, new Protocol.OutcomeNotice(processed(envelope, reply))));
                    }
                }
                return result;
            }
        };
    }

    private static Outcome processed(Envelope envelope, Payload reply) {
        return new Outcome(envelope.id(), envelope.to(), MessageState.PROCESSED, 0, 0, 0, 0, reply, null, null, null);
    }

    // Operators

    /** A read shows what the behavior has in memory, committed or not. */
    static Interference uncommittedStateRead() {
        Map<ActorId, Payload> inMemory = new HashMap<>();
        return new Interference() {
            @Override
            public TurnResult turned(PartitionHost host, Output.HandOver turn, TurnResult result) {
                if (result.state() instanceof TurnResult.StateAfter.Changed changed) {
                    inMemory.put(turn.actor(), changed.state());
                }
                return result;
            }

            @Override
            public List<Output> outgoing(PartitionHost host, Output output) {
                boolean reads = output instanceof Output.Answer answer
                        && answer.value() instanceof ActorStatus status
                        && inMemory.containsKey(status.actor());
                return reads ? List.of(shown((Output.Answer) output)) : List.of(output);
            }

            private Output shown(Output.Answer answer) {
                ActorStatus status = (ActorStatus) answer.value();
                return new Output.Answer(answer.token(), with(status, inMemory.get(status.actor())));
            }
        };
    }

    private static ActorStatus with(ActorStatus status, Payload state) {
        return new ActorStatus(
                status.actor(),
                status.partition(),
                status.depth(),
                status.delayed(),
                status.dead(),
                status.paused(),
                status.oldest(),
                status.attempt(),
                status.processed(),
                Optional.of(state));
    }

    /** Who cancels a message that is begun is told that it is cancelled. */
    static Interference begunMessageCancelled() {
        return answering((host, answer) -> answer == Cancellation.ALREADY_BEGUN ? Cancellation.CANCELLED : answer);
    }

    private interface Answered {
        Object apply(PartitionHost host, Object answer);
    }

    private static Interference answering(Answered answered) {
        return new Interference() {
            @Override
            public List<Output> outgoing(PartitionHost host, Output output) {
                return output instanceof Output.Answer answer
                        ? List.of(new Output.Answer(answer.token(), answered.apply(host, answer.value())))
                        : List.of(output);
            }
        };
    }
}
