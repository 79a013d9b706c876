package io.reprieve.settings;

/**
 * What keeps a list or a message back until a person has looked at it.
 *
 * @param maxIds a list with more rows waits for approval; 0: no limit
 * @param maxRows a list with more rows is refused
 * @param newDoor what happens to a list from a source that was not seen before
 * @param disposition whether each message's disposition is asked for first
 */
public record GuardSettings(
        int maxIds, int maxRows, NewDoor newDoor, DispositionGuard disposition) {}
