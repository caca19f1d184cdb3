package dev.restante.samples.recorder;

import dev.restante.samples.recorder.RecorderMessage.Numbered;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A recorder's state: the numbers that came, by sender. */
record Records(Map<String, Track> senders) {

    static final Records NONE = new Records(Map.of());

    /** The whole state is written after each hand-over: these bounds keep it at about a megabyte. */
    private static final int MOST_SENDERS = 1_000;

    private static final int MOST_GAPS = 10_000;
    private static final int LONGEST_NAME = 255;

    Records {
        senders = Map.copyOf(senders);
    }

    /** The numbers of one sender, and how they came. */
    record Track(NumberSet seen, long duplicates, long outOfOrder) {

        static final Track NONE = new Track(NumberSet.EMPTY, 0, 0);

        Track with(long n) {
            if (seen.contains(n)) {
                return new Track(seen, duplicates + 1, outOfOrder);
            }
            boolean late = n < seen.highest();
            return new Track(seen.with(n), duplicates, late ? outOfOrder + 1 : outOfOrder);
        }

        int gaps() {
            return Math.max(0, seen.ranges().size() - 1);
        }

        Summary.Sender summary() {
            return new Summary.Sender(seen.size(), seen.highest(), duplicates, outOfOrder);
        }
    }

    /** Why {@code record} is not recorded; empty when it can be. */
    Optional<String> refusal(Numbered record) {
        if (record.sender().isEmpty() || record.sender().length() > LONGEST_NAME) {
            return Optional.of("a sender's name must have 1 to " + LONGEST_NAME + " characters");
        }
        if (record.n() < 1 || record.n() == Long.MAX_VALUE) {
            return Optional.of("n must count up from 1");
        }
        if (!senders.containsKey(record.sender()) && senders.size() >= MOST_SENDERS) {
            return Optional.of("a recorder has at most " + MOST_SENDERS + " senders");
        }
        Track track = track(record.sender());
        boolean opensGap = track.with(record.n()).gaps() > track.gaps();
        return opensGap && gaps() >= MOST_GAPS
                ? Optional.of("the numbers of a recorder's senders have at most " + MOST_GAPS + " gaps")
                : Optional.empty();
    }

    Records with(Numbered record) {
        Map<String, Track> next = new HashMap<>(senders);
        next.put(record.sender(), track(record.sender()).with(record.n()));
        return new Records(next);
    }

    Summary summary() {
        Map<String, Summary.Sender> summaries = new HashMap<>();
        senders.forEach((sender, track) -> summaries.put(sender, track.summary()));
        return new Summary(summaries);
    }

    private Track track(String sender) {
        return senders.getOrDefault(sender, Track.NONE);
    }

    private int gaps() {
        return senders.values().stream().mapToInt(Track::gaps).sum();
    }
}
