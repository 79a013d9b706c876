/**
 * The settings: declared once, read from every source, checked together, handed on as one immutable
 * {@link io.reprieve.settings.Settings}. Knows nothing of Camel and of the other packages.
 */
package io.reprieve.settings;
