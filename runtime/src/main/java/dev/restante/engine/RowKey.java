package dev.restante.engine;

import dev.restante.ActorId;
import dev.restante.MessageId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The key of a stored row. The first byte is the kind; actor ids end with a zero byte, which neither types nor keys can contain; numbers
 * are big-endian so that rows sort by them.
 */
final class RowKey implements Comparable<RowKey> {

    private static final char HEADER = 'H';
    private static final char STATE = 'S';
    private static final char EVENT = 'E';
    private static final char CLIENT_KEY = 'K';
    private static final char PENDING = 'P';
    private static final char OUTCOME = 'R';
    private static final char EXPIRY = 'X';
    private static final char DEAD = 'D';
    private static final char TIMER = 'T';
    private static final char CALL = 'C';
    private static final char OUTBOX = 'O';

    private final byte[] bytes;
    private final int hash;

    RowKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes);
    }

    static RowKey header(ActorId actor) {
        return of(HEADER, actor).end();
    }

    static RowKey state(ActorId actor) {
        return of(STATE, actor).end();
    }

    static RowKey event(ActorId actor, long number) {
        return of(EVENT, actor).number(number).end();
    }

    static RowKey clientKey(ActorId actor, String key) {
        return of(CLIENT_KEY, actor).text(key).end();
    }

    static RowKey pending(ActorId actor, long position) {
        return of(PENDING, actor).number(position).end();
    }

    static RowKey outcome(MessageId id) {
        return of(OUTCOME).number(id.origin()).number(id.number()).end();
    }

    static RowKey expiry(long time, MessageId id) {
        return of(EXPIRY).number(time).number(id.origin()).number(id.number()).end();
    }

    static RowKey dead(long number) {
        return of(DEAD).number(number).end();
    }

    static RowKey timer(long due, long number) {
        return of(TIMER).number(due).number(number).end();
    }

    static RowKey call(long number) {
        return of(CALL).number(number).end();
    }

    static RowKey outbox(int partition, long number) {
        return of(OUTBOX).number(partition).number(number).end();
    }

    /** The lowest key that an expiry row of this time can have. */
    static RowKey expiryFrom(long time) {
        return of(EXPIRY).number(time).end();
    }

    /** Where the headers of all actors begin. */
    static RowKey headerStart() {
        return of(HEADER).end();
    }

    /** Where the waiting messages of all actors begin. */
    static RowKey pendingStart() {
        return of(PENDING).end();
    }

    /** Not above any key. */
    static RowKey first() {
        return new RowKey(new byte[0]);
    }

    /** Above all keys. */
    static RowKey pastAll() {
        return new RowKey(new byte[] {-1});
    }

    /** The letter that says of what kind the row is. */
    char kind() {
        return bytes.length == 0 ? 0 : (char) (bytes[0] & 0xff);
    }

    /** The same key for a row of another kind. */
    RowKey withKind(char kind) {
        byte[] other = bytes.clone();
        other[0] = (byte) kind;
        return new RowKey(other);
    }

    /** The key without the number at its end. */
    RowKey withoutNumber() {
        return new RowKey(Arrays.copyOf(bytes, bytes.length - Long.BYTES));
    }

    /** Where rows of the same kind begin. */
    RowKey kindStart() {
        return new RowKey(new byte[] {bytes[0]});
    }

    /** Where rows of the next kind begin. */
    RowKey kindEnd() {
        return new RowKey(new byte[] {(byte) (bytes[0] + 1)});
    }

    byte[] bytes() {
        return bytes;
    }

    /** The number that starts {@code offset} bytes after the kind. */
    long numberAt(int offset) {
        return new BytesReader("key", Arrays.copyOfRange(bytes, 1 + offset, bytes.length)).getFixed();
    }

    /** The number at the end of the key. */
    long lastNumber() {
        return numberAt(bytes.length - 9);
    }

    @Override
    public int compareTo(RowKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowKey that && hash == that.hash && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    private static Builder of(char kind) {
        return new Builder(kind);
    }

    private static Builder of(char kind, ActorId actor) {
        return new Builder(kind).text(actor.type()).zero().text(actor.key()).zero();
    }

    private static final class Builder {
        private final BytesWriter out = new BytesWriter(40);

        Builder(char kind) {
            out.put(kind);
        }

        Builder text(String text) {
            out.putRaw(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Builder zero() {
            out.put(0);
            return this;
        }

        Builder number(long value) {
            out.putFixed(value);
            return this;
        }

        RowKey end() {
            return new RowKey(out.toBytes());
        }
    }
}
