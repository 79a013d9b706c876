package io.reprieve.connector.sftp;

import io.reprieve.settings.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A server that lists are fetched from, results are brought to, or both.
 *
 * @param name how settings, logs and reports call it
 * @param host its name or address
 * @param port 1 to 65535
 * @param login who comes, and what proves it
 * @param knownHosts file with its host key, in the form of OpenSSH
 * @param polled whether lists are fetched from it
 * @param dir the folder that is polled, from the user's home or from {@code /}
 * @param include names that are taken, with {@code *}, separated by commas
 * @param includeCase whether capitals count in these
 * @param minAge how long a file must have been seen unchanged
 * @param doneFile name of the marker that must stand beside a list; empty: none is needed
 * @param times when it is polled
 * @param pollTimeout a poll, or the upload of a job, that takes longer is ended
 * @param connectTimeout longest wait for a connection
 * @param after what happens to a file whose list is in the ledger
 * @param shared whether other services may poll the folder, too
 * @param account account of rows that name none
 * @param deliver folder for results that are brought to this server; empty: none are
 * @param deliverMode how who reads results there knows that a file is whole
 * @param deliverTo name of the server that gets the results of lists from this one
 */
public record SftpServer(
        String name,
        String host,
        int port,
        Login login,
        Path knownHosts,
        boolean polled,
        String dir,
        String include,
        boolean includeCase,
        Duration minAge,
        Optional<String> doneFile,
        Times times,
        Duration pollTimeout,
        Duration connectTimeout,
        AfterTaken after,
        boolean shared,
        String account,
        Optional<String> deliver,
        DeliverMode deliverMode,
        String deliverTo) {

    /**
     * Who comes, and what proves it: a password, or a private key with or without a passphrase.
     *
     * @param password null where there is a key
     * @param privateKey null where there is a password
     * @param passphrase null where the key has none
     */
    public record Login(String user, Secret password, Path privateKey, Secret passphrase) {}

    /**
     * When it is polled.
     *
     * @param delay pause between two polls; counts where there is no cron expression
     * @param cron Quartz cron expression; empty: none
     * @param zone the time zone of the expression
     */
    public record Times(Duration delay, Optional<String> cron, ZoneId zone) {}
}
