package io.reprieve.connector.search;

import io.reprieve.settings.PollSettings;
import java.time.Duration;
import java.util.Optional;

/**
 * A saved search for messages in quarantine.
 *
 * @param name the operator's name for it
 * @param sender the sender's address, or empty
 * @param recipient a recipient's address, or empty
 * @param domain the sender's domain, or empty
 * @param subject text in the subject, or empty
 * @param disposition what Cloudflare took the messages for, or empty
 * @param malicious whether malicious mail is taken
 * @param since how old a message may be
 * @param max most messages that one run takes
 * @param mode what becomes of them
 * @param poll when it is run
 * @param account the name of the account that is searched
 */
public record SearchSettings(
        String name,
        Optional<String> sender,
        Optional<String> recipient,
        Optional<String> domain,
        Optional<String> subject,
        Optional<Disposition> disposition,
        MaliciousMail malicious,
        Duration since,
        int max,
        SearchMode mode,
        PollSettings poll,
        String account) {}
