package io.reprieve.cli;

import io.reprieve.app.FolderErrorMessages;
import io.reprieve.app.LockHolder;
import io.reprieve.files.AtomicFile;
import io.reprieve.files.PrivateFiles;
import io.reprieve.settings.Account;
import io.reprieve.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * Puts a list into the inbox of a service, so that it is taken: whole at once, under a name that no
 * source passes over, with its marker where one is asked for.
 */
final class InboxDrop {
    /** An ending of our own: whatever the list is called, it looks like nothing unfinished. */
    private static final String ENDING = ".list";

    /** So much of a name is kept, in bytes; a mark, an ending and a marker's must still fit. */
    private static final int MAX_NAME = 150;

    private final Path inbox;
    private final Optional<String> doneFile;

    /**
     * A drop.
     *
     * @param inbox the folder that the service takes lists from
     * @param doneFile the marker that must stand beside a list there, or empty
     */
    private InboxDrop(Path inbox, Optional<String> doneFile) throws UsageException {
        if (doneFile.isPresent() && !doneFile.get().contains("${file:name")) {
            throw new UsageException(
                    "The service takes lists from "
                            + inbox
                            + " once the marker '"
                            + doneFile.get()
                            + "' stands there (reprieve.intake.files.done-file), and one marker is"
                            + " for all lists: it would let go what others are still writing."
                            + " Put the list there yourself, then the marker.");
        }
        this.inbox = inbox;
        this.doneFile = doneFile;
    }

    /**
     * The inbox of a service.
     *
     * @param service what it says of itself; where it says nothing, or none runs, it is taken to
     *     have our settings
     * @throws UsageException when it takes no lists from a folder, in words
     */
    static InboxDrop of(Settings settings, Optional<LockHolder> service) throws UsageException {
        boolean takesFiles =
                service.map(one -> one.inbox().isPresent()).orElse(settings.files().enabled());
        if (!takesFiles) {
            throw new UsageException(
                    "The service of "
                            + settings.dataDir().toAbsolutePath()
                            + " takes no lists from a folder (reprieve.intake.files.enabled ="
                            + " false), so none can be handed to it; nothing was sent. Send the list"
                            + " by a door that is open, switch the inbox on, or stop the service"
                            + " and release the list by 'bin/reprieve release'.");
        }
        return new InboxDrop(
                service.flatMap(LockHolder::inbox).orElse(settings.files().dir()),
                service.isPresent() ? service.get().doneFile() : settings.files().doneFile());
    }

    /**
     * Puts a list there.
     *
     * @param account the account of rows that name none
     * @param mark what makes the name one of its own, or what it begins with
     * @return where it lies
     * @throws UsageException in words, when it cannot be put there; then nothing of it is there
     */
    Path put(Path list, String account, String mark) throws UsageException {
        Path folder = Account.DEFAULT.equals(account) ? inbox : inbox.resolve(account);
        Path target = target(folder, mark, list.getFileName().toString());
        try {
            copy(list, target);
            hand(target, folder);
            if (doneFile.isPresent()) {
                Path marker = folder.resolve(marker(doneFile.get(), target));
                if (Files.notExists(marker)) {
                    PrivateFiles.makeFile(marker);
                    hand(marker, folder);
                }
            }
            return target;
        } catch (IOException e) {
            throw new UsageException(
                    "The list "
                            + list
                            + " cannot be put into the inbox of the service, so nothing of it is"
                            + " sent: "
                            + FolderErrorMessages.of(e));
        }
    }

    private static void copy(Path list, Path target) throws IOException {
        try (AtomicFile file = AtomicFile.create(target)) {
            Files.copy(list, file.out());
            file.commit();
        }
    }

    /** Gives a file to whom its folder belongs: only root may, and only then it matters. */
    private static void hand(Path file, Path folder) throws IOException {
        UserPrincipal owner = Files.getOwner(folder);
        if (!owner.equals(Files.getOwner(file))) {
            try {
                Files.setOwner(file, owner);
            } catch (IOException | UnsupportedOperationException e) {
                // Whether the service may read it then is between the two users' groups.
                return;
            }
        }
    }

    private static Path target(Path folder, String mark, String name) {
        String shown = name.replaceAll("[\\p{Cntrl}\\\\${}?%]", "_");
        while (shown.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
            shown = shown.substring(0, shown.length() - 1);
        }
        try {
            return folder.resolve(mark + shown + ENDING);
        } catch (InvalidPathException e) {
            // A name that this locale cannot say.
            return folder.resolve(mark + shown.replaceAll("[^ -~]", "_") + ENDING);
        }
    }

    private static String marker(String pattern, Path list) {
        String name = list.getFileName().toString();
        String stem = name.substring(0, name.lastIndexOf('.'));
        return pattern.replace("${file:name.noext}", stem).replace("${file:name}", name);
    }
}
