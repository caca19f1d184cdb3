package dev.restante.testkit.simulation;

import static dev.restante.Refusal.MAILBOX_FULL;

import dev.restante.MessageState;
import dev.restante.engine.ChannelResult;
import dev.restante.engine.CourierInput;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.Envelope;
import dev.restante.engine.Input;
import dev.restante.engine.Outcome;
import dev.restante.engine.Output;
import dev.restante.engine.Peer;
import dev.restante.engine.Protocol;
import dev.restante.engine.Terms;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Defects of what couriers and partitions say to each other. */
final class ChannelDefects {

    private static final long FIRST_COURIER_ORIGIN = 1 << 16;

    private ChannelDefects() {}

    // What is said too early, or not at all

    static Interference acknowledgedOnArrival() {
        return new Interference() {
            @Override
            public List<Input> incoming(PartitionHost host, Input input) {
                Protocol.Bag bag = bagOf(input);
                if (bag != null && bag.origin() < FIRST_COURIER_ORIGIN) {
                    Protocol.Ack ack = new Protocol.Ack(host.partition(), bag.origin(), bag.last());
                    host.carryOut(new Output.ToPartition((int) bag.origin(), ack));
                }
                return List.of(input);
            }
        };
    }

    static Interference lostBagNeverSentAgain() {
        return new Interference() {
            @Override
            public List<Output> outgoing(PartitionHost host, Output output) {
                boolean again = output instanceof Output.ToPartition send
                        && send.message() instanceof Protocol.Bag bag
                        && bag.again();
                return again ? List.of() : List.of(output);
            }
        };
    }

    // Refusals

    /** The courier tells the refusal, and brings the message again all the same. */
    static Interference refusedMessageBroughtAgain() {
        Map<Object, CourierInput.Submit> submitted = new HashMap<>();
        Map<CourierHost, List<CourierInput>> secrets = new HashMap<>();
        return new Interference() {
            @Override
            public List<CourierInput> incoming(CourierHost host, CourierInput input) {
                if (input instanceof CourierInput.Submit submit) {
                    submitted.put(submit.token(), submit);
                }
                List<CourierInput> taken = new ArrayList<>(List.of(input));
                taken.addAll(secrets.getOrDefault(host, List.of()));
                secrets.remove(host);
                return taken;
            }

            @Override
            public List<CourierOutput> outgoing(CourierHost host, CourierOutput output) {
                if (tokenOf(output) instanceof Secret) {
                    return List.of();
                }
                boolean full = output instanceof CourierOutput.Refused refused && refused.refusal() == MAILBOX_FULL;
                CourierInput.Submit again = full ? submitted.remove(tokenOf(output)) : null;
                if (again != null) {
                    secrets.computeIfAbsent(host, unseen -> new ArrayList<>())
                            .add(new CourierInput.Submit(
                                    new Secret(), again.to(), again.payload(), again.from(), again.wishes(), 0));
                }
                return List.of(output);
            }
        };
    }

    /** The token of a message that nobody knows to be sent. */
    private static final class Secret {}

    private static @Nullable Object tokenOf(CourierOutput output) {
        if (output instanceof CourierOutput.Accepted accepted) {
            return accepted.token();
        }
        if (output instanceof CourierOutput.Refused refused) {
            return refused.token();
        }
        return output instanceof CourierOutput.InDoubt doubt ? doubt.token() : null;
    }

    /** What was not accepted is left out of the receipts that an incarnation gives for what the one before had taken. */
    static Interference refusalsForgottenOnMove() {
        Map<String, Integer> refusers = new HashMap<>();
        return new Interference() {
            @Override
            public List<Output> outgoing(PartitionHost host, Output output) {
                if (!(output instanceof Output.ToPeer send && send.message() instanceof Protocol.Receipts receipts)) {
                    return List.of(output);
                }
                List<ChannelResult> results = receipts.results().stream()
                        .filter(result -> refusers.computeIfAbsent(
                                        receipts.origin() + "/" + result.number(), unseen -> host.number())
                                == host.number())
                        .toList();
                Protocol.Receipts told =
                        new Protocol.Receipts(receipts.partition(), receipts.origin(), receipts.through(), results);
                return List.of(new Output.ToPeer(send.peer(), told));
            }
        };
    }

    // Numbers and channels

    /** A courier gives what it sends again new numbers. */
    static Interference resendRenumbered() {
        Map<Long, Long> highest = new HashMap<>();
        return new Interference() {
            @Override
            public List<CourierOutput> outgoing(CourierHost host, CourierOutput output) {
                if (!(output instanceof CourierOutput.ToPartition send && send.message() instanceof Protocol.Bag bag)) {
                    return List.of(output);
                }
                long next = highest.getOrDefault(bag.origin(), 0L) + 1;
                Protocol.Bag numbered = bag.again()
                        ? new Protocol.Bag(bag.origin(), next, bag.envelopes(), true, bag.resultsThrough())
                        : bag;
                highest.merge(bag.origin(), numbered.last(), Math::max);
                return List.of(new CourierOutput.ToPartition(send.partition(), numbered));
            }
        };
    }

    /** A bag of a channel that is not known opens it, and no time is too late. */
    static Interference unknownChannelOpenedByABag() {
        return new Interference() {
            @Override
            public List<Input> incoming(PartitionHost host, Input input) {
                Protocol.Bag bag = bagOf(input);
                if (bag == null || bag.origin() < FIRST_COURIER_ORIGIN) {
                    return List.of(input);
                }
                Peer from = ((Input.Arrived) input).from();
                Protocol.OpenChannel open =
                        new Protocol.OpenChannel(bag.origin(), true, host.node().clock(), 0);
                return List.of(new Input.Arrived(from, open), changed(input, ChannelDefects::withoutLimits));
            }
        };
    }

    /** Whatever a courier brings counts as what it had to bring first. */
    static Interference deferredMessagesOvertaken() {
        return arriving(ChannelDefects::afterDeferral);
    }

    static Interference timeToLiveForgotten() {
        return arriving(ChannelDefects::withoutExpiry);
    }

    private static Interference arriving(UnaryOperator<Terms> change) {
        return new Interference() {
            @Override
            public List<Input> incoming(PartitionHost host, Input input) {
                return List.of(changed(input, change));
            }
        };
    }

    private static Terms withoutLimits(Terms terms) {
        return terms(terms, terms.expiresAt(), 0, terms.afterDeferral());
    }

    private static Terms withoutExpiry(Terms terms) {
        return terms(terms, 0, terms.acceptBy(), terms.afterDeferral());
    }

    private static Terms afterDeferral(Terms terms) {
        return terms(terms, terms.expiresAt(), terms.acceptBy(), true);
    }

    private static Terms terms(Terms terms, long expiresAt, long acceptBy, boolean afterDeferral) {
        return new Terms(
                terms.sentAt(),
                terms.notBefore(),
                expiresAt,
                acceptBy,
                terms.wantsReply(),
                terms.keepsOutcome(),
                afterDeferral,
                terms.key());
    }

    private static Input changed(Input input, UnaryOperator<Terms> change) {
        Protocol.Bag bag = bagOf(input);
        if (bag == null) {
            return input;
        }
        List<Envelope> envelopes = new ArrayList<>();
        for (Envelope envelope : bag.envelopes()) {
            envelopes.add(new Envelope(
                    envelope.id(), envelope.to(), envelope.payload(), envelope.from(), change.apply(envelope.terms())));
        }
        Protocol.Bag sent = new Protocol.Bag(bag.origin(), bag.first(), envelopes, bag.again(), bag.resultsThrough());
        return new Input.Arrived(((Input.Arrived) input).from(), sent);
    }

    private static Protocol.@Nullable Bag bagOf(Input input) {
        return input instanceof Input.Arrived arrived && arrived.message() instanceof Protocol.Bag bag ? bag : null;
    }

    // Outcomes

    /** Two replies of one partition are mixed up. */
    static Interference repliesMixedUp() {
        Map<Integer, Outcome> last = new HashMap<>();
        return telling((host, outcome) -> {
            Outcome before = outcome.reply() == null ? null : last.put(host.partition(), outcome);
            return before == null ? outcome : with(outcome, outcome.state(), before);
        });
    }

    /** Whoever asks again is told what a second look makes of it. */
    static Interference outcomeOfARepeatComputedAnew() {
        Map<Object, Integer> told = new HashMap<>();
        return telling((host, outcome) -> {
            boolean again = told.merge(outcome.id(), 1, Integer::sum) > 1;
            boolean flips = again && outcome.state() == MessageState.PROCESSED;
            return flips ? with(outcome, MessageState.REJECTED, outcome) : outcome;
        });
    }

    private interface Retold {
        Outcome apply(PartitionHost host, Outcome outcome);
    }

    private static Interference telling(Retold retold) {
        return new Interference() {
            @Override
            public List<Output> outgoing(PartitionHost host, Output output) {
                return output instanceof Output.ToPeer send && send.message() instanceof Protocol.OutcomeNotice notice
                        ? List.of(new Output.ToPeer(
                                send.peer(), new Protocol.OutcomeNotice(retold.apply(host, notice.outcome()))))
                        : List.of(output);
            }
        };
    }

    private static Outcome with(Outcome outcome, MessageState state, Outcome replying) {
        return new Outcome(
                outcome.id(),
                outcome.actor(),
                state,
                outcome.position(),
                outcome.attempts(),
                outcome.acceptedAt(),
                outcome.finishedAt(),
                replying.reply(),
                outcome.reason(),
                outcome.causedBy(),
                outcome.key());
    }
}
