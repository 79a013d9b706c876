/** Reprieve itself: {@link io.reprieve.Reprieve} joins the packages and starts the routes. */
package io.reprieve;
