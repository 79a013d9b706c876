package io.reprieve.connector.notify;

import jakarta.mail.Address;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;

/**
 * What a mail server said of each address of a mail that it did not take for all: a reply of 4xx is
 * for now and one of 5xx for good (RFC 5321, 4.2.1). Immutable.
 *
 * @param sent addresses that have the mail
 * @param refusals those that have not, as far as the server spoke of them by themselves
 */
record MailResults(Set<String> sent, List<Refusal> refusals) {
    private static final int FOR_GOOD = 500;

    /**
     * One address.
     *
     * @param isFinal whether it will never get the mail
     * @param words the server's words; addresses may be in them
     */
    record Refusal(String address, boolean isFinal, String words) {}

    /** What the failure of sending tells. */
    static MailResults of(Throwable failure) {
        Set<String> sent = new LinkedHashSet<>();
        List<Refusal> refusals = new ArrayList<>();
        for (Throwable cause : MailErrorMessages.causes(failure)) {
            if (cause instanceof SMTPAddressFailedException refused) {
                refusals.add(
                        new Refusal(
                                plain(refused.getAddress()),
                                refused.getReturnCode() >= FOR_GOOD,
                                MailErrorMessages.said(refused)));
            } else if (cause instanceof SendFailedException partial
                    && partial.getValidSentAddresses() != null) {
                for (Address address : partial.getValidSentAddresses()) {
                    sent.add(plain((InternetAddress) address));
                }
            }
        }
        return new MailResults(sent, refusals);
    }

    /** An address as it is compared. */
    static String plain(String address) {
        return address.strip().toLowerCase(Locale.ROOT);
    }

    private static String plain(InternetAddress address) {
        return plain(address.getAddress());
    }
}
