/** The source for dropped files: what lies there, what is taken, and how it leaves. */
package io.reprieve.connector.files;
