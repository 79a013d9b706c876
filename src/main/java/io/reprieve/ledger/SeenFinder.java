package io.reprieve.ledger;

import java.sql.SQLException;

/** Knows refs of some keys. Ask for keys in ascending order. Not thread-safe. */
interface SeenFinder {
    /** The ref of that key, or -1. */
    long find(long hi, long lo) throws SQLException;
}
