package io.reprieve.calls;

import io.reprieve.domain.Part;
import io.reprieve.settings.Account;

/**
 * Messages of which nobody knows what became of them: their state is asked for before anything is
 * sent again.
 *
 * @param part the messages, claimed
 * @param account whose they are
 */
public record DoubtfulPart(Part part, Account account) {}
