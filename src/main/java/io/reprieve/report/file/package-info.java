/**
 * The files a job leaves behind: report, summary and dead letter, each whole or not there at all.
 */
package io.reprieve.report.file;
