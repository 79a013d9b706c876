/**
 * The beans that the routes call, one for each station. They join the other packages: what is
 * decided is decided elsewhere.
 */
package io.reprieve.station;
