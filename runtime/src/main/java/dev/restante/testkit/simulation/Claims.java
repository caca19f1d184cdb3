package dev.restante.testkit.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of the actors' diaries was ever seen by others: none of it may be different later (I9). */
final class Claims {

    private final List<List<@Nullable Label>> seen = new ArrayList<>();

    Claims(Cast cast) {
        for (int i = 0; i < cast.size(); i++) {
            seen.add(new ArrayList<>());
        }
    }

    /** Somebody saw that {@code label} stands at {@code index} of the diary of {@code actor}. */
    void add(int actor, int index, Label label) {
        List<@Nullable Label> entries = seen.get(actor);
        while (entries.size() <= index) {
            entries.add(null);
        }
        Label before = entries.get(index);
        if (before != null && !before.equals(label)) {
            throw World.violation(
                    "I9: a" + actor + " was seen with " + before + " and with " + label + " at " + index,
                    before,
                    label,
                    "a" + actor);
        }
        entries.set(index, label);
    }

    /** Somebody saw the whole diary. */
    void add(int actor, Diary diary) {
        for (int i = 0; i < diary.entries().size(); i++) {
            add(actor, i, diary.entries().get(i));
        }
    }

    /** The committed diary must show everything that was seen. */
    void check(int actor, Diary diary, Object where) {
        List<@Nullable Label> entries = seen.get(actor);
        for (int i = 0; i < entries.size(); i++) {
            Label claimed = entries.get(i);
            if (claimed == null) {
                continue;
            }
            Label found = i < diary.entries().size() ? diary.entries().get(i) : null;
            if (!claimed.equals(found)) {
                throw World.violation(
                        "I9: a" + actor + " was seen with " + claimed + " at " + i + ", and " + where + " has "
                                + (found == null ? "nothing" : found) + " there",
                        claimed,
                        "a" + actor);
            }
        }
    }
}
