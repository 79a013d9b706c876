/**
 * Cloudflare's API: the only package that knows its addresses, headers, JSON and status codes. The
 * facts are those of the published reference of November 2026; the endpoint is marked beta, so
 * everything that is not published is read leniently.
 */
package io.reprieve.cloudflare;
