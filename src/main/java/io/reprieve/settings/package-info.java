/**
 * The settings: declared once, read from every source, checked together, handed on as one immutable
 * {@link io.reprieve.settings.Settings}. Those of a connector are declared in its own package, as a
 * {@link io.reprieve.settings.SettingsGroup}. Knows nothing of Camel and of the other packages.
 */
package io.reprieve.settings;
