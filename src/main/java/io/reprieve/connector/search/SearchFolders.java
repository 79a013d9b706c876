package io.reprieve.connector.search;

import io.reprieve.domain.Row;
import io.reprieve.files.AtomicFile;
import io.reprieve.files.PrivateFiles;
import io.reprieve.list.ListReader;
import io.reprieve.list.ListSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the lists of saved searches lie: proposals in {@code proposals/}, lists on their way to the
 * ledger in {@code incoming/search/}. Both are named after the search and the time. Thread-safe.
 */
final class SearchFolders {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Path proposals;
    private final Path incoming;

    SearchFolders(Path dataDir) {
        this.proposals = dataDir.resolve("proposals");
        this.incoming = dataDir.resolve("incoming").resolve("search");
    }

    /** A free place for a proposal. */
    Path proposal(String search, Instant now) {
        return free(proposals, search, now);
    }

    /** A free place for a list that is to be released. */
    Path list(String search, Instant now) {
        return free(incoming, search, now);
    }

    /** The proposals of a search that lie there, oldest first. */
    List<Path> proposals(String search) throws IOException {
        return of(proposals, search);
    }

    /** The lists of a search that are still to be handed on, oldest first. */
    List<Path> lists(String search) throws IOException {
        return of(incoming, search);
    }

    /** Makes a proposal of a list that is not to be released by itself any more. */
    void propose(Path list) throws IOException {
        PrivateFiles.move(list, proposals.resolve(list.getFileName()));
    }

    /** Throws away what a crash left of lists that were being written: the next run has another. */
    void sweep(String search) throws IOException {
        AtomicFile.sweep(proposals, nameOf(search));
        AtomicFile.sweep(incoming, nameOf(search));
    }

    /** The ids in a list of ours. */
    static List<String> ids(Path list) throws IOException {
        List<String> ids = new ArrayList<>();
        try (var rows = new ListReader("id").open(ListSource.of(list))) {
            while (rows.hasNext()) {
                Row row = rows.next();
                if (row.problem() == null) {
                    ids.add(row.id());
                }
            }
        }
        return ids;
    }

    private static Path free(Path folder, String search, Instant now) {
        String name = search + "-" + STAMP.format(now);
        Path free = folder.resolve(name + ".csv");
        for (int number = 2; Files.exists(free); number++) {
            free = folder.resolve(name + "-" + number + ".csv");
        }
        return free;
    }

    private static List<Path> of(Path folder, String search) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Predicate<String> name = nameOf(search);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name.test(file.getFileName().toString())).sorted().toList();
        }
    }

    private static Predicate<String> nameOf(String search) {
        return Pattern.compile(Pattern.quote(search) + "-\\d{8}T\\d{6}Z(-\\d+)?\\.csv")
                .asMatchPredicate();
    }
}
