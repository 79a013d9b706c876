package io.reprieve.report.file;

import io.reprieve.domain.FoundMessage;
import io.reprieve.files.FileWriteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a saved search found, as a list that the inbox takes as it is: {@code
 * id,account,sender,recipient,subject,disposition,scanned_at}. The file appears whole or not at
 * all, and no cell of it starts a formula.
 */
public final class FoundList {
    private FoundList() {}

    /**
     * Writes a list.
     *
     * @param target where it appears
     * @param account the account of all messages
     * @param messages what was found
     * @param made a first line: how it was made
     * @param remark a last line for who looks at it, or null
     * @throws FileWriteException when the disk does not take it; nothing appears then
     */
    public static void write(
            Path target, String account, List<FoundMessage> messages, String made, String remark)
            throws IOException {
        try (RowFile file = RowFile.create(target)) {
            file.comment(made);
            file.add(
                    "id", "account", "sender", "recipient", "subject", "disposition", "scanned_at");
            for (FoundMessage message : messages) {
                String sender = message.senders().isEmpty() ? "" : message.senders().get(0);
                file.add(
                        CsvCells.words(message.id()),
                        CsvCells.words(account),
                        CsvCells.words(sender),
                        CsvCells.joined(message.recipients()),
                        CsvCells.words(message.subject()),
                        CsvCells.words(message.disposition()),
                        CsvCells.words(message.scannedAt()));
            }
            if (remark != null) {
                file.comment(remark);
            }
            file.sync();
            file.commit();
        }
    }
}
