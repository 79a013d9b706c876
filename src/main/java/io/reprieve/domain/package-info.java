/**
 * What a release is: batches, outcomes, and what follows from an answer. Knows nothing of files,
 * HTTP, SQL or Camel.
 */
package io.reprieve.domain;
