package io.reprieve.connector.notify;

import io.reprieve.settings.Secret;
import java.util.List;
import java.util.Optional;

/**
 * How notices are sent by mail.
 *
 * @param host the mail server
 * @param port its port
 * @param tls how the connection is protected
 * @param user who logs in; empty: nobody
 * @param password of that user; there when the user is
 * @param from the sender's address
 * @param to the receivers' addresses, at least one
 */
public record MailSettings(
        String host,
        int port,
        MailTls tls,
        Optional<String> user,
        Optional<Secret> password,
        String from,
        List<String> to) {}
