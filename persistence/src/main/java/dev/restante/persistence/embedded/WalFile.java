package dev.restante.persistence.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Finds the place of damage in RocksDB's write-ahead log, which RocksDB itself does not tell. The format is the one of its wiki page
 * "Write Ahead Log File Format": blocks of 32 KiB, in them pieces of records, each behind a header of checksum, length and type.
 */
final class WalFile {

    private static final int BLOCK = 32 * 1024;
    private static final int HEADER = Integer.BYTES + Short.BYTES + Byte.BYTES;

    /** Types from this to {@link #LAST_RECYCLABLE} carry the number of their log in the header. */
    private static final int FIRST_RECYCLABLE = 5;

    private static final int LAST_RECYCLABLE = 8;

    private WalFile() {}

    /** The first log of the database in {@code files} that is damaged, and where; in words, empty when none is. */
    static Optional<String> damageIn(Path files) throws IOException {
        List<Path> logs;
        try (Stream<Path> all = Files.list(files)) {
            logs = all.filter(file -> file.toString().endsWith(".log")).sorted().toList();
        }
        for (Path log : logs) {
            OptionalLong place = firstDamage(ByteBuffer.wrap(Files.readAllBytes(log)));
            if (place.isPresent()) {
                return Optional.of("the write-ahead log " + log + " is damaged at byte " + place.getAsLong());
            }
        }
        return Optional.empty();
    }

    /** Where the first piece begins whose checksum does not match. A piece that the file ends in is no damage but torn. */
    static OptionalLong firstDamage(ByteBuffer content) {
        content.order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (at + HEADER <= content.limit()) {
            int leftInBlock = BLOCK - at % BLOCK;
            if (leftInBlock < HEADER) {
                at += leftInBlock;
                continue;
            }
            int length = Short.toUnsignedInt(content.getShort(at + Integer.BYTES));
            int type = Byte.toUnsignedInt(content.get(at + HEADER - 1));
            int header = type >= FIRST_RECYCLABLE && type <= LAST_RECYCLABLE ? HEADER + Integer.BYTES : HEADER;
            if (type == 0 && length == 0) {
                return OptionalLong.empty(); // Room that was allocated ahead.
            }
            if (header + length > leftInBlock) {
                return OptionalLong.of(at);
            }
            if (at + header + length > content.limit()) {
                return OptionalLong.empty();
            }
            if (content.getInt(at) != checksum(content, at + HEADER - 1, header - HEADER + 1 + length)) {
                return OptionalLong.of(at);
            }
            at += header + length;
        }
        return OptionalLong.empty();
    }

    /** RocksDB turns and shifts the checksum, so that one of data that contains checksums is as good as any. */
    private static int checksum(ByteBuffer content, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(content.duplicate().position(from).limit(from + length));
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + 0xa282ead8;
    }
}
