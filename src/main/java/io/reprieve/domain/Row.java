package io.reprieve.domain;

/**
 * One row of a list that is neither blank nor a comment. Immutable.
 *
 * @param line where the row starts, from 1: the line of a text, the row of a sheet, the position of
 *     an element in a JSON array
 * @param id the id without the blanks and quotes around it; where there is a problem, the cell as
 *     it came, on one line; what is longer than 200 characters is cut and ends in an ellipsis,
 *     which no id has
 * @param account the account named for this row or for the whole list; null when none is
 * @param problem null when the id can be one; else words for the report: what the cell looks like
 *     and what to do
 */
public record Row(long line, String id, String account, String problem) {}
