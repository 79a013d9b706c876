/**
 * What is told of failures, and when what failed is tried again; the beans of {@code 90-errors}.
 */
package io.reprieve.errors;
