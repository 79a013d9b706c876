package io.reprieve.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The program as it ships, a jar and its libraries, with the classes that a start needs in an
 * archive, as the launcher makes one: a start costs half then, and tests make hundreds. Made once
 * for a build, by the process that comes first.
 */
final class ProgramFiles {
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final Path FOLDER = Path.of("target", "program").toAbsolutePath();
    private static final Path JAR = FOLDER.resolve("reprieve.jar");
    private static final Path ARCHIVE = FOLDER.resolve("reprieve.jsa");
    private static final long TRAINING_SECONDS = 120;

    private static boolean ready;

    private ProgramFiles() {}

    /** What stands between {@code java} and the options of a test. */
    static synchronized List<String> options() {
        if (!ready) {
            prepare();
            ready = true;
        }
        List<String> options = new ArrayList<>(tuning());
        // As the launcher says it; else every start unpacks the library anew.
        options.add("-Dorg.sqlite.lib.path=" + nativeFolder());
        if (Files.exists(ARCHIVE)) {
            options.add("-XX:SharedArchiveFile=" + ARCHIVE);
            options.add("-Xshare:auto");
            options.add("-Xlog:cds=off");
            options.add("-Xlog:cds+dynamic=off");
        }
        return options;
    }

    /** The jar and the libraries, each by its name: an archive fits no other class path. */
    static String classPath() {
        try (Stream<Path> libraries = Files.list(Path.of("target", "lib").toAbsolutePath())) {
            List<String> path = new ArrayList<>(List.of(JAR.toString()));
            libraries.map(Path::toString).sorted().forEach(path::add);
            return String.join(java.io.File.pathSeparator, path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the build has unpacked SQLite for this machine; a folder without it does no harm. */
    private static Path nativeFolder() {
        String system = System.getProperty("os.name").startsWith("Mac") ? "Mac" : "Linux";
        String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
        return Path.of("target", "native", "org", "sqlite", "native", system, processor)
                .toAbsolutePath();
    }

    private static List<String> tuning() {
        return List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static void prepare() {
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel channel =
                            FileChannel.open(
                                    FOLDER.resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && isOld()) {
                    Files.deleteIfExists(ARCHIVE);
                    writeJar();
                    train();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOld() throws IOException {
        if (!Files.exists(JAR)) {
            return true;
        }
        FileTime made = Files.getLastModifiedTime(JAR);
        try (Stream<Path> files = Files.walk(CLASSES, FileVisitOption.FOLLOW_LINKS)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).compareTo(made) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void writeJar() throws IOException {
        Path part = FOLDER.resolve("reprieve.jar.part");
        try (OutputStream out = Files.newOutputStream(part);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                jar.putNextEntry(
                        new JarEntry(CLASSES.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
        Files.move(part, JAR, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The demo loads most of what a service does. Without an archive a start only takes longer. */
    private static void train() throws IOException {
        Path work = Files.createDirectories(FOLDER.resolve("work"));
        List<String> line = new ArrayList<>(List.of(java()));
        line.addAll(tuning());
        line.addAll(
                List.of(
                        "-XX:ArchiveClassesAtExit=" + ARCHIVE,
                        "-Xlog:cds=off",
                        "-Xlog:cds+dynamic=off",
                        "-Djava.io.tmpdir=" + work,
                        "-Dio.reprieve.home=" + Path.of("").toAbsolutePath(),
                        "-cp",
                        classPath(),
                        "io.reprieve.cli.Main",
                        "demo",
                        "--data-dir",
                        work.resolve("demo").toString()));
        Process training =
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(FOLDER.resolve("training.log").toFile())
                        .start();
        try {
            if (!training.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
                training.destroyForcibly();
                Files.deleteIfExists(ARCHIVE);
            }
        } catch (InterruptedException e) {
            training.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
