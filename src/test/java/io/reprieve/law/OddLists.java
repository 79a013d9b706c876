package io.reprieve.law;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes lists of ids and noise, by chance. */
final class OddLists {
    private static final int LONG = 4_000;
    private static final Pattern WHOLE =
            Pattern.compile("4\\w{11,17}(-2026[-0-9T:]{14,15}-\\d{8})?");

    private final Random random;
    private final OddIds ids;
    private final List<String> used = new ArrayList<>();

    OddLists(Random random) {
        this.random = random;
        this.ids = new OddIds(random);
    }

    /** A list of that number. Some of its ids may stand in lists before it. */
    OddList next(int number) {
        int size = random.nextInt(10) == 0 ? 1 + random.nextInt(LONG) : 1 + random.nextInt(12);
        List<String> fresh = random.nextInt(4) == 0 ? ids.postfix(size) : ids.investigate(size);
        List<String> some = new ArrayList<>(fresh);
        if (!used.isEmpty() && random.nextInt(6) == 0 && fresh.get(0).length() > 20) {
            some.add(used.get(random.nextInt(used.size())));
        }
        OddList list = built(number, some);
        if (fresh.get(0).length() > 20 && list.ids().size() > 0) {
            used.add(fresh.get(0));
        }
        return list;
    }

    private OddList built(int number, List<String> some) {
        String name = "list-" + number;
        OddText text = new OddText(random);
        OddTable table = new OddTable(random);
        return switch (random.nextInt(14)) {
            case 0 -> list(name, "noise", text.noise(), List.of());
            case 1, 2, 3, 4 -> list(name, "lines", text.lines(some), some);
            case 5, 6 -> list(name, "together", text.together(some), some);
            case 7, 8 -> list(name, "table", table.separated(table.rows(some)), some);
            case 9 -> list(name, "drawn", table.drawn(table.rows(some)), some);
            case 10, 11 -> list(name, "json", new OddJson(random).of(some), some);
            case 12 -> workbook(name, table, some);
            default -> cut(name, table.separated(table.rows(some)));
        };
    }

    /** Hidden rows are not meant. */
    private OddList workbook(String name, OddTable table, List<String> some) {
        List<List<String>> rows = table.rows(some);
        List<Integer> hidden = new ArrayList<>();
        List<String> meant = new ArrayList<>(some);
        if (random.nextInt(3) == 0) {
            int row = rows.size() / 2;
            hidden.add(row);
            meant.removeIf(id -> rows.get(row).stream().anyMatch(cell -> cell.contains(id)));
        }
        List<List<List<String>>> sheets = new ArrayList<>(List.of(rows));
        if (random.nextInt(4) == 0) {
            sheets.add(
                    random.nextInt(2), List.of(List.of("Export Summary"), List.of("made by hand")));
            if (!hidden.isEmpty()) {
                return new OddList(name + ".xlsx", OddWorkbook.of(List.of(), sheets), some, "book");
            }
        }
        return new OddList(name + ".xlsx", OddWorkbook.of(hidden, sheets), meant, "book");
    }

    /** Ends in the middle of something; an id that is cut in its last digits cannot be told. */
    private OddList cut(String name, String text) {
        int end = 1 + random.nextInt(text.length());
        while (end > 0 && Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        String left = text.substring(0, end);
        List<String> whole = new ArrayList<>();
        Matcher matcher = WHOLE.matcher(left);
        while (matcher.find()) {
            boolean half = matcher.group(1) == null && left.startsWith("-", matcher.end());
            if (!half) {
                whole.add(matcher.group());
            }
        }
        return list(name, "cut", left, whole);
    }

    private OddList list(String name, String form, String text, List<String> meant) {
        Charset charset = StandardCharsets.UTF_8;
        String mark = random.nextInt(5) == 0 ? "\ufeff" : "";
        if (random.nextInt(10) == 0) {
            charset = StandardCharsets.UTF_16LE;
            mark = "\ufeff";
        }
        String ended = random.nextInt(4) == 0 ? text.replace("\n", "\r\n") : text;
        byte[] bytes = (mark + ended).getBytes(charset);
        return switch (random.nextInt(12)) {
            case 0 -> new OddList(name + ".csv.gz", gzip(bytes), meant, form + " gz");
            case 1 -> new OddList(name + ".zip", zip(bytes), meant, form + " zip");
            default -> new OddList(name + ".txt", bytes, meant, form);
        };
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("list.csv"));
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
