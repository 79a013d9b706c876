import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Writes a list of that many investigate ids. {@code java MakeList FILE ROWS SEED} */
public final class MakeList {
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static void main(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[1]);
        SplittableRandom random = new SplittableRandom(Long.parseLong(arguments[2]));
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[0]))) {
            out.write("id,subject\n");
            StringBuilder id = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                id.setLength(0);
                id.append('4');
                for (int i = 0; i < 15; i++) {
                    id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
                }
                out.write(
                        String.format(
                                "%s-2026-10-%02dT%02d:%02d:00-%08d,Hello%n",
                                id, 1 + row % 28, row % 24, row % 60, 10_000_000 + row));
            }
        }
    }
}
