package io.reprieve.connector.sftp;

import io.reprieve.settings.BadValue;

/**
 * What happens to a file at the other side once its list is in the ledger.
 *
 * @param kind what is done
 * @param name the folder to move to, below the polled one unless it begins with {@code /}; the
 *     ending to add; empty for {@link Kind#DELETE}
 */
public record AfterTaken(Kind kind, String name) {

    /** What can be done. */
    public enum Kind {
        /** It is moved to a folder. */
        MOVE,
        /** It gets a further ending, and is passed over from then on. */
        RENAME,
        /** It is deleted. */
        DELETE
    }

    static AfterTaken parse(String text) {
        if (text.equals("delete")) {
            return new AfterTaken(Kind.DELETE, "");
        }
        if (text.startsWith("move:")) {
            String folder = RemoteNames.folder(text.substring("move:".length()));
            if (folder.equals(".")) {
                throw new BadValue("moves files to where they lie");
            }
            return new AfterTaken(Kind.MOVE, folder);
        }
        if (text.startsWith("rename:")) {
            return new AfterTaken(
                    Kind.RENAME, RemoteNames.ending(text.substring("rename:".length())));
        }
        throw new BadValue("is none of them");
    }

    /** As it stands in a setting. */
    @Override
    public String toString() {
        return switch (kind) {
            case MOVE -> "move:" + name;
            case RENAME -> "rename:" + name;
            case DELETE -> "delete";
        };
    }
}
