package io.reprieve.station;

import io.reprieve.release.Batch;

/**
 * A call that is complete and has its place among those under way.
 *
 * @param batch what it holds
 */
public record FullCall(Batch batch) {}
