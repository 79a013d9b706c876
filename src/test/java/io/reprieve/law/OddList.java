package io.reprieve.law;

import java.util.List;

/**
 * A list as somebody might send it.
 *
 * @param name the file's name
 * @param bytes its content
 * @param ids the ids that stand in it and are meant, in any order
 * @param form what it was built as, for the log of a run
 */
record OddList(String name, byte[] bytes, List<String> ids, String form) {}
