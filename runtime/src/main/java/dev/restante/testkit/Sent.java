package dev.restante.testkit;

import dev.restante.ActorId;
import dev.restante.Receipt;
import dev.restante.RefusedException;
import dev.restante.UnknownOutcomeException;

/** A message that a test sent with {@link TestRuntime#tell} or {@link SimulatedClient#tell}. */
public final class Sent {

    private final Mailing mailing;
    private final Runnable run;

    Sent(Mailing mailing, Runnable run) {
        this.mailing = mailing;
        this.run = run;
    }

    public ActorId to() {
        return mailing.to;
    }

    /** Whether the receipt has come. Runs nothing. */
    public boolean isDurable() {
        return mailing.receipt.isDone() && !mailing.receipt.isCompletedExceptionally();
    }

    /**
     * The receipt; lets the runtime come to rest if it is not there yet.
     *
     * @throws RefusedException when the message was not taken
     * @throws UnknownOutcomeException when the runtime crashed before the receipt, or none came in time
     * @throws AssertionError when there is none yet
     */
    public Receipt receipt() {
        return Awaited.get(mailing.receipt, run, "a receipt from " + mailing.to);
    }
}
