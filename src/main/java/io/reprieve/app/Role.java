package io.reprieve.app;

/** What a Reprieve is there for, so that another one on its data folder knows what to expect. */
public enum Role {
    /** It takes lists from every enabled intake until it is stopped. */
    SERVICE,
    /** It works on the lists that a command was given, and ends. */
    COMMAND
}
