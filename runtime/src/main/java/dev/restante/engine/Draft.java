package dev.restante.engine;

import dev.restante.ActorId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The record under construction: the net change since the last record was cut. A message that comes and goes within it leaves no trace
 * but in the watermark.
 */
final class Draft {

    /** A message that left its mailbox. */
    record Dequeued(ActorId actor, long number, long size) {}

    final Map<RowKey, byte[]> rows = new LinkedHashMap<>();
    final List<Mailbox> enqueuedTo = new ArrayList<>();
    final List<Mail> enqueued = new ArrayList<>();
    final List<Dequeued> dequeued = new ArrayList<>();
    final Set<Mailbox> marked = new LinkedHashSet<>();
    final Set<Channel> channels = new LinkedHashSet<>();
    final List<Long> closedChannels = new ArrayList<>();
    final List<Outbox> sentTo = new ArrayList<>();
    final List<Mail> sent = new ArrayList<>();
    final Set<Outbox> acked = new LinkedHashSet<>();
    boolean clean;

    /** What leaves once the record is committed. */
    final List<Output> release = new ArrayList<>();

    /** What goes on inside once the record is committed. */
    final List<Runnable> afterCommit = new ArrayList<>();

    /** Whether it holds more than what can wait for a later record. */
    boolean urgent;

    /** Upper estimate of the record's size. */
    long bytes;
}
