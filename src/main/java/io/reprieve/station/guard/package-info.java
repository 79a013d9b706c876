/** Lists that are held until a person has looked at them. */
package io.reprieve.station.guard;
