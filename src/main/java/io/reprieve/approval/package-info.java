/**
 * Lists that are held until a person has looked at them; the beans of {@code 25-approval}.
 *
 * <p>In: what is known of a list when it has been read, later a file or a command of a person. Out:
 * whether it waits, and then rows that are due, or a cancelled job.
 */
package io.reprieve.approval;
