package dev.restante.pekko;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sends that the courier has taken and not finished, as a list through the sends themselves: it costs nothing a message. */
final class OpenSends {

    private @Nullable PendingSend first;

    void add(PendingSend send) {
        send.next = first;
        if (first != null) {
            first.previous = send;
        }
        first = send;
    }

    void remove(PendingSend send) {
        PendingSend before = send.previous;
        PendingSend after = send.next;
        if (before != null) {
            before.next = after;
        } else if (send == first) {
            first = after;
        }
        if (after != null) {
            after.previous = before;
        }
        send.previous = null;
        send.next = null;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Takes all out. */
    List<PendingSend> drain() {
        List<PendingSend> all = new ArrayList<>();
        for (PendingSend send = first; send != null; send = send.next) {
            all.add(send);
        }
        first = null;
        return all;
    }
}
