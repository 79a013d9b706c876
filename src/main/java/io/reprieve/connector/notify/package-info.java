/** Notices of trouble, by webhook and by mail. */
package io.reprieve.connector.notify;
