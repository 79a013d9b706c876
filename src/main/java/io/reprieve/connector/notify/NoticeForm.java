package io.reprieve.connector.notify;

/** The JSON that a webhook is sent. */
public enum NoticeForm {
    /** Fields of Reprieve's own, for programs. */
    JSON,
    /** {@code {"text":"…"}}, for Slack, Mattermost and those like them. */
    SLACK,
    /** An adaptive card, for Microsoft Teams. */
    TEAMS
}
