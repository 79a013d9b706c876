/** The door for saved searches at Cloudflare. */
package io.reprieve.connector.search;
