/** The source for saved searches at Cloudflare. */
package io.reprieve.connector.search;
