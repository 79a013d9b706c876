package io.reprieve.list;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Looks at a zip's last record. A reader takes what it says of the contents, and whatever was
 * appended to the file behind it would be forgotten without a word.
 */
final class ZipEnd {

    private static final int SIGNATURE = 0x06054B50;
    private static final int LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xFFFF;

    /** In place of a number that stands in the record of zip64. */
    private static final int ELSEWHERE = 0xFFFF;

    private ZipEnd() {}

    /**
     * Refuses an archive that does not end with its last record, or is one of several volumes.
     *
     * @throws UnreadableListException with the reason
     */
    static void check(SourceChannel zip) throws IOException {
        ByteBuffer tail = tail(zip);
        int record = last(tail);
        if (record < 0) {
            throw GuardedStream.damaged(null);
        }
        if (isVolume(unsigned(tail, record + 4)) || isVolume(unsigned(tail, record + 6))) {
            throw new UnreadableListException(
                    "This is one volume of a zip that is split into several. Send the list unpacked.");
        }
        int end = record + LENGTH + unsigned(tail, record + 20);
        if (end > tail.limit()) {
            throw GuardedStream.damaged(null);
        }
        if (end < tail.limit()) {
            throw new UnreadableListException(
                    "Something stands behind the zip's end. Unpack it, put the list together and send it again.");
        }
    }

    private static ByteBuffer tail(SourceChannel zip) throws IOException {
        int length = (int) Math.min(zip.size(), LENGTH + LONGEST_COMMENT);
        ByteBuffer tail = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        zip.position(zip.size() - length);
        while (tail.hasRemaining() && zip.read(tail) >= 0) {
            // Goes on until it is full.
        }
        return tail.flip();
    }

    private static int last(ByteBuffer tail) {
        int at = tail.limit() - LENGTH;
        while (at >= 0 && tail.getInt(at) != SIGNATURE) {
            at--;
        }
        return at;
    }

    private static boolean isVolume(int number) {
        return number != 0 && number != ELSEWHERE;
    }

    private static int unsigned(ByteBuffer tail, int at) {
        return tail.getShort(at) & 0xFFFF;
    }
}
