package io.reprieve.connector.sftp;

/**
 * How who reads results at an SFTP server knows that a file is whole; the setting {@code
 * reprieve.intake.sftp.NAME.deliver-mode}.
 */
public enum DeliverMode {
    /** {@link #RENAME}, and {@link #MARKER} when the server does not let files be renamed. */
    AUTO,
    /** Each file has a hidden name until it is whole. */
    RENAME,
    /** Files are written under their names, and an empty {@code JOB.done} last of all. */
    MARKER,
    /** Files are written under their names, the summary last. */
    PLAIN
}
