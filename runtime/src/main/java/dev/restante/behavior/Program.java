package dev.restante.behavior;

import dev.restante.ActorId;
import dev.restante.CallContext;
import dev.restante.Dispatch;
import dev.restante.Payload;
import dev.restante.engine.StateImage;
import dev.restante.engine.TypeSettings;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A registered behavior as the shell runs it: bytes in, bytes out. Immutable and thread-safe. */
public interface Program {

    TypeSettings settings();

    Dispatch dispatch();

    /** After this time in one handler the actor is to be reported as stuck. */
    Duration timeLimit();

    /**
     * Activates an actor.
     *
     * @throws UndecodableStateException when the stored state cannot be read here: the mailbox is to pause, nothing to be lost
     */
    Cell start(ActorId self, StateImage image);

    /**
     * Makes a call to the outside world. Completes with a message to the actor; fails when the call is to be made again. Throws nothing but
     * {@link VirtualMachineError}.
     */
    CompletionStage<Payload> call(ActorId self, Payload request, CallContext context);
}
