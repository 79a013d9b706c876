package io.reprieve.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderLockTest {
    @TempDir Path folder;

    @Test
    void a_folder_is_held_as_long_as_a_process_works_on_it() throws Exception {
        try (DataFolderLock lock = DataFolderLock.take(folder).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(DataFolderLock.isHeld(folder)).isTrue();
            assertThat(DataFolderLock.take(folder)).isEmpty();
        }
        assertThat(DataFolderLock.isHeld(folder)).isFalse();
        assertThat(folder.resolve("reprieve.lock")).exists();
    }

    @Test
    void looking_leaves_nothing_behind() throws Exception {
        Path none = folder.resolve("none");

        assertThat(DataFolderLock.isHeld(none)).isFalse();

        assertThat(Files.exists(none)).isFalse();
    }
}
