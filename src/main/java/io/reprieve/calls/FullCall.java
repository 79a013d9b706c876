package io.reprieve.calls;

import io.reprieve.domain.Batch;

/**
 * A call that is complete and has its place among those under way.
 *
 * @param batch what it holds
 */
public record FullCall(Batch batch) {}
