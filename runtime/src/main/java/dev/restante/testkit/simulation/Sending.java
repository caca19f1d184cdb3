package dev.restante.testkit.simulation;

import dev.restante.engine.CourierOutput;

/** One way of a message through a courier, as its sender sees it. */
public interface Sending {

    /** Hears what the courier says about the message; true when that was the last word. */
    boolean hears(CourierOutput.ToSender told);

    /** The courier is gone, and with it every answer. */
    void lost();
}
