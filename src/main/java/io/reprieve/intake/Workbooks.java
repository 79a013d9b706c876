package io.reprieve.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/** Opens Excel workbooks: the first visible sheet that has rows. */
final class Workbooks {

    private static final ReadingOptions OPTIONS = new ReadingOptions(false, true);

    private Workbooks() {}

    static FetchingReader open(Unpacked list, ColumnFinder columns, Shapes known)
            throws IOException {
        WorkbookCheck.check(list.asFile());
        try {
            ReadableWorkbook workbook =
                    list.hold(new ReadableWorkbook(list.asFile().toFile(), OPTIONS));
            return reader(workbook, list, columns, known);
        } catch (ExcelReaderException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw damaged(e);
        }
    }

    static UnreadableListException damaged(Exception cause) {
        return new UnreadableListException(
                "The workbook is damaged or made in a way that is not understood here. Open it in Excel and save it as"
                        + " CSV, then send that.",
                cause);
    }

    private static FetchingReader reader(
            ReadableWorkbook workbook, Unpacked list, ColumnFinder columns, Shapes known)
            throws IOException {
        int number = 0;
        for (Sheet sheet : workbook.getSheets().toList()) {
            number++;
            if (sheet.getVisibility() == SheetVisibility.VISIBLE) {
                List<SheetRow> sample = sample(sheet);
                if (!sample.isEmpty()) {
                    SheetLayout layout = SheetLayout.of(sample, columns);
                    ListFacts facts =
                            ListFacts.of("Excel, sheet " + number).packedAs(list.packing());
                    Shapes shapes = known == null ? shapes(sample) : known;
                    return new SheetReader(
                            SheetRows.of(list.hold(sheet.openStream())),
                            layout,
                            new RowMaker(shapes, columns, layout.columns(), "row"),
                            facts,
                            list);
                }
            }
        }
        ListFacts facts = ListFacts.of("Excel without rows").packedAs(list.packing());
        return new SheetReader(
                SheetRows.of(Stream.empty()),
                SheetLayout.NONE,
                new RowMaker(Shapes.UNKNOWN, columns, Columns.NONE, "row"),
                facts,
                list);
    }

    private static Shapes shapes(List<SheetRow> sample) {
        return Shapes.in(
                sample.stream()
                        .flatMap(row -> row.cells().stream())
                        .collect(Collectors.joining("\n")));
    }

    private static List<SheetRow> sample(Sheet sheet) throws IOException {
        List<SheetRow> sample = new ArrayList<>();
        try (var rows = sheet.openStream()) {
            SheetRows read = SheetRows.of(rows);
            for (SheetRow row = read.next();
                    row != null && sample.size() < Limits.SAMPLE_ROWS;
                    row = read.next()) {
                if (!row.isBlank()) {
                    sample.add(row);
                }
            }
        }
        return sample;
    }
}
