package dev.restante.engine;

import dev.restante.store.RowChange;
import java.util.List;

/**
 * A partition without what was lost of it, as a checkpoint that takes the place of its log.
 *
 * @param sequence the record that the checkpoint stands for
 * @param index the checkpoint
 * @param changes rows to be written with it
 * @param losses what is missing, in words
 */
public record Mended(long sequence, byte[] index, List<RowChange> changes, List<String> losses) {

    public Mended {
        changes = List.copyOf(changes);
        losses = List.copyOf(losses);
    }
}
