package io.reprieve.settings;

import java.net.URI;

/**
 * How the API is reached.
 *
 * @param baseUrl without a slash at its end; https, or http on this machine
 * @param bodyForm how ids stand in the body
 */
public record CloudflareSettings(URI baseUrl, BodyFormChoice bodyForm) {}
