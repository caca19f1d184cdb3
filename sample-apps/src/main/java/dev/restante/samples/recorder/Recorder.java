package dev.restante.samples.recorder;

import dev.restante.ActorType;
import dev.restante.Application;
import dev.restante.DurableBehavior;
import dev.restante.Effect;
import dev.restante.Registry;
import dev.restante.samples.recorder.RecorderMessage.Numbered;
import dev.restante.samples.recorder.RecorderMessage.Report;

/**
 * Keeps book of numbered messages: each sender numbers what it sends, from 1, and any recorder tells what arrived.
 *
 * <pre>{@code
 * ./restante node --app recorder --data /tmp/recorder --http 127.0.0.1:8080 &
 * ./restante send recorder/r1 Record '{"sender":"s1","n":1}'
 * ./restante ask recorder/r1 Report '{}'
 * }</pre>
 *
 * <p>After {@code n} messages, sent in order and each until it was accepted, a sender's entry has {@code count} and {@code last} equal to
 * {@code n}, and {@code duplicates} and {@code outOfOrder} zero: whatever happened to the node meanwhile.
 */
public final class Recorder implements Application {

    public static final ActorType<RecorderMessage> TYPE = ActorType.of("recorder", RecorderMessage.class);

    @Override
    public String name() {
        return "recorder";
    }

    @Override
    public void register(Registry registry) {
        registry.add(TYPE, behavior());
    }

    static DurableBehavior<RecorderMessage, Records> behavior() {
        return DurableBehavior.of(RecorderMessage.class, Records.NONE)
                .on(Numbered.class, Recorder::record)
                .on(Report.class, (records, report) -> Effect.<Records>nothing().thenReply(records.summary()))
                .replies(Summary.class)
                .build();
    }

    private static Effect<Records> record(Records records, Numbered message) {
        return records.refusal(message)
                .<Effect<Records>>map(Effect::reject)
                .orElseGet(() -> Effect.update(records.with(message)));
    }
}
