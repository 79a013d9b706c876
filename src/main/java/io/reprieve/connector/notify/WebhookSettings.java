package io.reprieve.connector.notify;

import io.reprieve.settings.Secret;

/**
 * Where notices are sent by HTTP.
 *
 * @param url an https address (http on this machine only); secret, since such addresses hold tokens
 * @param form the JSON that is sent
 */
public record WebhookSettings(Secret url, NoticeForm form) {}
