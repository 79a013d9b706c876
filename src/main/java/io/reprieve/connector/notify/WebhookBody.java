package io.reprieve.connector.notify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** A notice in the forms that webhooks take. */
final class WebhookBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WebhookBody() {}

    static byte[] of(Notice notice, NoticeForm form) {
        String text =
                switch (form) {
                    case JSON -> notice.toJson();
                    case SLACK -> slack(notice);
                    case TEAMS -> teams(notice);
                };
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String slack(Notice notice) {
        // Unescaped, a file's name could mention a whole channel.
        String text =
                (notice.title() + "\n" + notice.text())
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;");
        return JSON.createObjectNode().put("text", text).toString();
    }

    private static String teams(Notice notice) {
        ObjectNode card = JSON.createObjectNode();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        ArrayNode lines = card.putArray("body");
        line(lines, notice.title()).put("weight", "Bolder");
        line(lines, notice.text());
        ObjectNode message = JSON.createObjectNode().put("type", "message");
        message.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putNull("contentUrl")
                .set("content", card);
        return message.toString();
    }

    private static ObjectNode line(ArrayNode lines, String words) {
        // Cards know a little Markdown: a file's name must not become a link.
        String plain = words.replaceAll("([\\\\\\[\\]*_`])", "\\\\$1");
        return lines.addObject().put("type", "TextBlock").put("text", plain).put("wrap", true);
    }
}
