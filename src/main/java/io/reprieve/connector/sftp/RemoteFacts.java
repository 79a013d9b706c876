package io.reprieve.connector.sftp;

import org.apache.camel.component.file.GenericFile;

/**
 * What tells whether a file at a server is still the one that was looked at.
 *
 * @param size bytes
 * @param modified time of the last change by the server's clock, in ms; whole seconds
 */
record RemoteFacts(long size, long modified) {
    static RemoteFacts of(GenericFile<?> listed) {
        return new RemoteFacts(listed.getFileLength(), listed.getLastModified());
    }
}
