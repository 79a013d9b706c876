/**
 * The practice server: a stand-in for the Cloudflare endpoints that a release needs, for
 * rehearsals, the demo, the tests and the benchmarks. It knows every message, plays the documented
 * faults, and counts how often each message was really released. Shares no code with the rest of
 * the program, so that a mistake there is not repeated here.
 */
package io.reprieve.practice;
