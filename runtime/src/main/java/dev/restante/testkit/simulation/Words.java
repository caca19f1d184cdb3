package dev.restante.testkit.simulation;

import dev.restante.ActorId;
import dev.restante.ActorStatus;
import dev.restante.Payload;
import dev.restante.engine.CourierInput;
import dev.restante.engine.CourierOutput;
import dev.restante.engine.Delivery;
import dev.restante.engine.Envelope;
import dev.restante.engine.Input;
import dev.restante.engine.Output;
import dev.restante.engine.Protocol;
import dev.restante.store.RowChange;
import java.util.List;
import java.util.stream.Collectors;

/** Puts inputs, outputs and protocol messages into words, when somebody reads them and not before. */
final class Words {

    private final Object told;

    private Words(Object told) {
        this.told = told;
    }

    static Words of(Object told) {
        return new Words(told);
    }

    static Words of(Play play, ActorId actor) {
        return new Words(new Object() {
            @Override
            public String toString() {
                return actor + " a" + play.cast.indexOf(actor);
            }
        });
    }

    @Override
    public String toString() {
        if (told instanceof Input input) {
            return input(input);
        }
        if (told instanceof Output output) {
            return output(output);
        }
        if (told instanceof Protocol protocol) {
            return protocol(protocol);
        }
        if (told instanceof CourierInput.Arrived arrived) {
            return protocol(arrived.message());
        }
        if (told instanceof CourierInput.Submit submit) {
            return "submit " + submit.token() + " to " + submit.to() + " " + payload(submit.payload());
        }
        if (told instanceof CourierOutput.ToPartition send) {
            return "partition " + send.partition() + " " + protocol(send.message());
        }
        return told.toString();
    }

    private static String input(Input input) {
        if (input instanceof Input.Arrived arrived) {
            return "from " + arrived.from() + " " + protocol(arrived.message());
        }
        if (input instanceof Input.TurnDone done) {
            return "turn " + done.turn() + " of " + done.actor() + " done: "
                    + done.result().completions().size() + " completions, failure "
                    + done.result().failure();
        }
        if (input instanceof Input.RowsRead read) {
            return "rows of request " + read.request() + ": "
                    + read.rows().stream().map(row -> key(row.key())).collect(Collectors.joining(", "));
        }
        if (input instanceof Input.CallAnswered answered) {
            return "answer to call " + answered.call() + " " + payload(answered.message());
        }
        return input.toString();
    }

    private static String output(Output output) {
        if (output instanceof Output.Append append) {
            return "append record " + append.sequence() + " of " + append.record().length + " bytes";
        }
        if (output instanceof Output.HandOver handOver) {
            String deliveries =
                    handOver.deliveries().stream().map(Words::delivery).collect(Collectors.joining(", "));
            return "turn " + handOver.turn() + " of " + handOver.actor() + (handOver.start() == null ? "" : " started")
                    + ": " + deliveries;
        }
        if (output instanceof Output.ToPartition send) {
            return "to partition " + send.partition() + " " + protocol(send.message());
        }
        if (output instanceof Output.ToPeer send) {
            return "to " + send.peer() + " " + protocol(send.message());
        }
        if (output instanceof Output.Answer answer && answer.value() instanceof ActorStatus status) {
            return "answer " + answer.token() + ": " + status(status);
        }
        if (output instanceof Output.StartCall call) {
            return "call " + call.call() + " of " + call.actor() + " " + payload(call.request());
        }
        if (output instanceof Output.WriteRows write) {
            return "write rows under epoch " + write.epoch() + ": "
                    + write.changes().stream().map(Words::change).collect(Collectors.joining(", "));
        }
        if (output instanceof Output.ReadRows read) {
            return "read " + read.request() + ": "
                    + read.keys().stream().map(Words::key).collect(Collectors.joining(", "));
        }
        if (output instanceof Output.ScanRows scan) {
            return "scan " + scan.request() + " from " + key(scan.from()) + " to " + key(scan.to());
        }
        if (output instanceof Output.SaveCheckpoint save) {
            return "save checkpoint " + save.sequence() + " of " + save.index().length + " bytes";
        }
        return output.toString();
    }

    private static String change(RowChange change) {
        if (change instanceof RowChange.Put put) {
            return "put " + key(put.key());
        }
        return change instanceof RowChange.Delete delete ? "delete " + key(delete.key()) : change.toString();
    }

    /** Letters as they are, other bytes in hexadecimal. */
    private static String key(byte[] key) {
        StringBuilder text = new StringBuilder(2 * key.length);
        for (byte part : key) {
            text.append(part >= ' ' && part <= '~' ? String.valueOf((char) part) : String.format("%02x", part));
        }
        return text.toString();
    }

    static String status(ActorStatus status) {
        return status.actor() + " depth " + status.depth() + " delayed " + status.delayed() + " dead " + status.dead()
                + (status.paused() ? " paused" : "") + " attempt " + status.attempt() + " processed "
                + status.processed();
    }

    private static String delivery(Delivery delivery) {
        return "at " + delivery.position() + " attempt " + delivery.attempt() + " " + envelope(delivery.envelope());
    }

    private static String protocol(Protocol message) {
        if (message instanceof Protocol.Bag bag) {
            return "Bag origin " + Long.toHexString(bag.origin()) + " " + bag.first() + ".." + bag.last()
                    + (bag.again() ? " again " : " ") + envelopes(bag.envelopes());
        }
        if (message instanceof Protocol.OutcomeNotice notice) {
            return "Outcome " + notice.outcome().id() + " " + notice.outcome().state();
        }
        if (message instanceof Protocol.Receipts receipts) {
            return "Receipts origin " + Long.toHexString(receipts.origin()) + " through " + receipts.through() + " "
                    + receipts.results();
        }
        if (message instanceof Protocol.OpenChannel open) {
            return "OpenChannel origin " + Long.toHexString(open.origin()) + (open.fresh() ? " fresh" : "");
        }
        if (message instanceof Protocol.ChannelOpened opened) {
            return "ChannelOpened origin " + Long.toHexString(opened.origin()) + " known " + opened.known()
                    + " through " + opened.through();
        }
        return message.toString();
    }

    private static String envelopes(List<Envelope> envelopes) {
        return envelopes.stream().map(Words::envelope).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String envelope(Envelope envelope) {
        return envelope.id() + " " + payload(envelope.payload());
    }

    private static String payload(Payload payload) {
        return payload.name().equals(ScriptedMessage.NAME)
                ? ScriptedMessage.read(payload).label().toString()
                : payload.name();
    }
}
