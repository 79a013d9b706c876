/**
 * Files and folders of ours on the disk, and who may read them. Knows nobody; everybody may know
 * it.
 */
package io.reprieve.files;
