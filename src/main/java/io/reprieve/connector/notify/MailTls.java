package io.reprieve.connector.notify;

/** How the connection to a mail server is protected. */
public enum MailTls {
    /** It begins in the clear and must be encrypted before anything is said. */
    STARTTLS,
    /** It is encrypted from the start. */
    TLS,
    /** It is not. */
    NONE
}
