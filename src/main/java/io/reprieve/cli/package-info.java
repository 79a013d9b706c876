/** The commands of {@code bin/reprieve}, one class each. */
package io.reprieve.cli;
